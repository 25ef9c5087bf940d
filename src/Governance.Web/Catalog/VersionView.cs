using System.Text.Json;
using Governance.Catalog;

namespace Governance.Web.Catalog;

/// <summary>A version as the API shows it; the recipe is a document, not text.</summary>
internal sealed record VersionView(
    Guid Id,
    Guid DatasetId,
    int Number,
    string Name,
    VersionState State,
    string Purpose,
    JsonElement Recipe,
    string RecipeDigest,
    long Seed,
    int? SampleCount,
    string? ManifestDigest,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? SealedAt,
    string? SealedBy,
    int Exports,
    VersionLink? Supersedes,
    VersionLink? Successor,
    EvaluationSplit? Split,
    string? SplitDigest,
    SplitCounts? Parts
)
{
    public static VersionView Of(VersionRow row)
    {
        using var recipe = JsonDocument.Parse(row.Version.Recipe);
        var v = row.Version;
        return new(
            v.Id,
            v.DatasetId,
            v.Number,
            v.Name,
            v.State,
            row.Purpose,
            recipe.RootElement.Clone(),
            v.RecipeDigest,
            v.Seed,
            v.SampleCount,
            v.ManifestDigest,
            v.Created.At,
            v.Created.By,
            v.Sealed?.At,
            v.Sealed?.By,
            row.Exports,
            row.Supersedes,
            row.Successor,
            v.Split,
            v.SplitDigest,
            row.Parts
        );
    }
}
