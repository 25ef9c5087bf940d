namespace Governance.Web.Catalog;

/// <summary>“This came of that by this step.” A source came of nothing.</summary>
public sealed record PictureDescent(string? From, string Step, string To);
