namespace Governance.Web.Catalog;

internal sealed record EdgeView(string? Output, string? OutputDigest, string? Input, string? InputDigest);
