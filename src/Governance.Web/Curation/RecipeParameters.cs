namespace Governance.Web.Curation;

/// <summary>The query parameters of a recipe's address, unparsed.</summary>
internal sealed record RecipeParameters
{
    public string[]? Filters { get; init; }
    public string[]? Modalities { get; init; }
    public bool? Complete { get; init; }
    public string? Purpose { get; init; }
    public string? Search { get; init; }
    public string[]? StrataBy { get; init; }
    public string? Scheme { get; init; }
    public int? Size { get; init; }
    public long? Seed { get; init; }
    public string[]? Quotas { get; init; }
    public string? Split { get; init; }
}
