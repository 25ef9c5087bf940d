using System.Text.Encodings.Web;
using System.Text.Json;
using Governance.Curation;
using Governance.Platform;
using Governance.Statistics.Sampling;
using Governance.Web.Catalog;
using Governance.Web.Components;

namespace Governance.Web.Curation;

/// <summary>A recipe in sentences, and as indented JSON.</summary>
internal static class RecipeWords
{
    private static readonly JsonSerializerOptions Readable = new(CanonicalJson.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Json(Recipe recipe) => JsonSerializer.Serialize(recipe, Readable);

    /// <summary>One sentence for each part of the recipe: the query, the purpose, the strata and the draw.</summary>
    public static IReadOnlyList<string> Of(Recipe recipe)
    {
        var query = recipe.Query;
        var which = new List<string>();
        foreach (var (name, values) in query.Strata ?? new Dictionary<string, IReadOnlyList<string>>())
            which.Add($"{name} is {Or(values)}");
        if (query.Modalities is { Count: > 0 } modalities)
            which.Add($"{And([.. modalities.Select(m => m.Word())])} {(modalities.Count == 1 ? "is" : "are")} present");
        if (query.Complete is { } complete)
            which.Add(complete ? "no part is missing" : "at least one part is missing");
        if (query.Search is not null)
            which.Add($"the key contains “{query.Search}”");
        return
        [
            which.Count == 0 ? "Takes every sample of the dataset." : $"Takes samples where {And(which)}.",
            query.Purpose is null
                ? "Has no purpose yet."
                : $"Keeps only samples with consent for “{query.Purpose}” when the version is sealed.",
            recipe.StrataBy.Count == 0
                ? "Treats all samples as one stratum."
                : $"Divides them into strata by {string.Join(" × ", recipe.StrataBy)}.",
            Draw(recipe),
            .. recipe.Split is { } split ? [$"Splits for evaluation {SplitWords.Of(split)}."] : Array.Empty<string>(),
        ];
    }

    public static string Of(AllocationScheme scheme) =>
        scheme switch
        {
            AllocationScheme.Proportional => "in proportion",
            AllocationScheme.Equal => "equally",
            _ => "by quota",
        };

    private static string Draw(Recipe recipe) =>
        recipe.Scheme switch
        {
            AllocationScheme.Quota =>
                $"Draws {Show.Count(recipe.Quotas?.Values.Sum(q => (long)q) ?? 0, "sample")} by quota: "
                    + $"{string.Join(", ", Quotas(recipe))}; seed {recipe.Seed}.",
            AllocationScheme.Equal =>
                $"Draws {Show.Count(recipe.Size, "sample")}, the same number from each stratum; seed {recipe.Seed}.",
            _ =>
                $"Draws {Show.Count(recipe.Size, "sample")}, each stratum in proportion to its size; seed {recipe.Seed}.",
        };

    private static IEnumerable<string> Quotas(Recipe recipe) =>
        (recipe.Quotas ?? new Dictionary<string, int>())
            .Where(q => q.Value > 0)
            .Select(q => $"{Show.Number(q.Value)} of {q.Key}");

    private static string And(List<string> words) =>
        words.Count < 2 ? string.Concat(words) : string.Join(", ", words.Take(words.Count - 1)) + " and " + words[^1];

    private static string Or(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : string.Join(", ", words.Take(words.Count - 1)) + " or " + words[^1];
}
