namespace Governance.Web.Catalog;

/// <summary>An edge of a provenance step as the API shows it.</summary>
internal sealed record EdgeView(string? Output, string? OutputDigest, string? Input, string? InputDigest);
