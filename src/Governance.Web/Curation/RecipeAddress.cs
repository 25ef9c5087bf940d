using System.Globalization;
using System.Text;
using Governance.Catalog;
using Governance.Curation;
using Governance.Statistics.Sampling;
using Microsoft.AspNetCore.WebUtilities;

namespace Governance.Web.Curation;

/// <summary>
/// Writes and reads a recipe as the query of an address, so that an unfinished one can be bookmarked, shared and undone
/// with the browser's back button:
/// <c>?f=lighting:low&amp;m=image&amp;complete=true&amp;purpose=research&amp;by=lighting&amp;scheme=equal</c>
/// <c>&amp;size=120&amp;seed=7&amp;n=lighting=low:40&amp;split=0.2:0.2:7:pump</c> (one line; the split is the shares for test
/// and validation, the seed and the attribute, of which the last two may be empty).
/// </summary>
internal static class RecipeAddress
{
    public const long MaxSeed = Recipe.MaxSeed;

    public static string Of(Guid datasetId, Recipe recipe)
    {
        var address = new StringBuilder($"/datasets/{datasetId}/curate");
        var mark = '?';
        foreach (var (name, value) in Pairs(recipe))
        {
            address.Append(mark).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            mark = '&';
        }
        return address.ToString();
    }

    /// <summary>Reads a recipe and leaves out what cannot be read, since an address may be typed by hand.</summary>
    public static Recipe Read(RecipeParameters asked)
    {
        var strata = (asked.Filters ?? [])
            .Select(f => f.Split(':', 2))
            .Where(f => f.Length == 2)
            .GroupBy(f => Unescape(f[0]), StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                IReadOnlyList<string> (g) => [.. g.Select(f => f[1]).Distinct(StringComparer.Ordinal)],
                StringComparer.Ordinal
            );
        Modality[] present =
        [
            .. (asked.Modalities ?? []).Select(m => Word<Modality>(m)).OfType<Modality>().Distinct().Order(),
        ];
        var numbers = (asked.Quotas ?? [])
            .Select(q => (Cut: q.LastIndexOf(':'), Text: q))
            .Where(q => q.Cut > 0)
            .Select(q =>
                (
                    Stratum: q.Text[..q.Cut],
                    Ok: int.TryParse(q.Text[(q.Cut + 1)..], CultureInfo.InvariantCulture, out var n),
                    Number: n
                )
            )
            .Where(q => q.Ok)
            .GroupBy(q => q.Stratum, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last().Number, StringComparer.Ordinal);
        var drawn = Word<AllocationScheme>(asked.Scheme) ?? AllocationScheme.Proportional;
        return new(
            new(
                strata.Count == 0 ? null : strata,
                present.Length == 0 ? null : present,
                asked.Complete,
                string.IsNullOrWhiteSpace(asked.Purpose) ? null : asked.Purpose,
                string.IsNullOrWhiteSpace(asked.Search) ? null : asked.Search.Trim()
            ),
            [.. (asked.StrataBy ?? []).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal)],
            drawn,
            asked.Size ?? 0,
            Math.Clamp(asked.Seed ?? 0, -MaxSeed, MaxSeed),
            drawn == AllocationScheme.Quota && numbers.Count > 0 ? numbers : null,
            SplitOf(asked.Split)
        );
    }

    /// <summary>The recipe that the page reads back from an address of <see cref="Of"/>, without what an address cannot carry.</summary>
    public static Recipe Read(string address)
    {
        var query = QueryHelpers.ParseQuery(address[address.IndexOf('?', StringComparison.Ordinal)..]);
        string[]? All(string name) => query.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : null;
        string? One(string name) => All(name)?[0];
        T? Parsed<T>(string name)
            where T : struct, IParsable<T> =>
            T.TryParse(One(name), CultureInfo.InvariantCulture, out var value) ? value : null;
        return Read(
            new RecipeParameters
            {
                Filters = All("f"),
                Modalities = All("m"),
                Complete = Parsed<bool>("complete"),
                Purpose = One("purpose"),
                Search = One("q"),
                StrataBy = All("by"),
                Scheme = One("scheme"),
                Size = Parsed<int>("size"),
                Seed = Parsed<long>("seed"),
                Quotas = All("n"),
                Split = One("split"),
            }
        );
    }

    private static IEnumerable<(string Name, string Value)> Pairs(Recipe recipe)
    {
        var query = recipe.Query;
        if (query.Purpose is not null)
            yield return ("purpose", query.Purpose);
        foreach (var (name, values) in query.Strata ?? new Dictionary<string, IReadOnlyList<string>>())
        foreach (var value in values)
            yield return ("f", $"{Escape(name)}:{value}");
        foreach (var modality in query.Modalities ?? [])
            yield return ("m", Low(modality));
        if (query.Complete is { } complete)
            yield return ("complete", complete ? "true" : "false");
        if (query.Search is not null)
            yield return ("q", query.Search);
        foreach (var name in recipe.StrataBy)
            yield return ("by", name);
        yield return ("scheme", Low(recipe.Scheme));
        if (recipe.Scheme != AllocationScheme.Quota)
            yield return ("size", Text(recipe.Size));
        yield return ("seed", Text(recipe.Seed));
        foreach (var (stratum, number) in recipe.Quotas ?? new Dictionary<string, int>())
            yield return ("n", $"{stratum}:{Text(number)}");
        if (recipe.Split is { } split)
            yield return (
                "split",
                string.Create(CultureInfo.InvariantCulture, $"{split.Test}:{split.Validation}:{split.Seed}:{split.By}")
            );
    }

    /// <summary>Null when the text is not a split; the attribute comes last, because it may contain colons.</summary>
    private static EvaluationSplit? SplitOf(string? text)
    {
        var parts = (text ?? "").Split(':', 4);
        if (
            parts.Length != 4
            || !double.TryParse(parts[0], CultureInfo.InvariantCulture, out var test)
            || !double.TryParse(parts[1], CultureInfo.InvariantCulture, out var validation)
        )
            return null;
        return new()
        {
            Test = test,
            Validation = validation,
            Seed = long.TryParse(parts[2], CultureInfo.InvariantCulture, out var seed)
                ? Math.Clamp(seed, -MaxSeed, MaxSeed)
                : null,
            By = parts[3].Length > 0 ? parts[3] : null,
        };
    }

    /// <summary>Escapes colons in a name, because the first colon ends it.</summary>
    private static string Escape(string name) =>
        name.Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal);

    private static string Unescape(string name) =>
        name.Replace("%3A", ":", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);

    private static T? Word<T>(string? text)
        where T : struct, Enum =>
        text is { Length: > 0 } && char.IsLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value)
            ? value
            : null;

    private static string Low<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
