namespace Governance.Web.Catalog;

/// <summary>A thing that was derived from another by a step.</summary>
/// <param name="From">Null for a source.</param>
public sealed record PictureDescent(string? From, string Step, string To);
