using System.Security.Cryptography;
using System.Text.Json;
using Governance.Catalog;
using Governance.Platform;
using Governance.Statistics.Sampling;

namespace Governance.Curation;

/// <summary>
/// How the samples of a version are drawn: from which samples, by which strata, how many of each, and with which seed.
/// The same recipe on the same input gives the same version, with the same digest.
/// </summary>
/// <param name="Query">Samples to draw from; its purpose is required, because a version is made for a purpose.</param>
/// <param name="StrataBy">Attributes that together form the strata; none = one stratum, <see cref="OneStratum"/>.</param>
/// <param name="Size">Samples to draw, 1 … <see cref="MaxSize"/>, for proportional and equal; ignored for quota.</param>
/// <param name="Seed">Within ± <see cref="MaxSeed"/>.</param>
/// <param name="Quotas">Name of a stratum → samples to draw, for quota only.</param>
/// <param name="Split">
/// The evaluation split of the version. When it or its seed is missing, saving the draft fills it in: with the split of the
/// dataset's newest version (of the same group and shares, if they are given) when that leaves no part empty, otherwise with
/// a new one. Null only in recipes that were saved before splits were declared.
/// </param>
public sealed record Recipe(
    SampleQuery Query,
    IReadOnlyList<string> StrataBy,
    AllocationScheme Scheme,
    int Size,
    long Seed,
    IReadOnlyDictionary<string, int>? Quotas = null,
    EvaluationSplit? Split = null
)
{
    /// <summary>Name of the only stratum when <see cref="StrataBy"/> is empty.</summary>
    public const string OneStratum = "all";

    /// <summary>The largest number of samples in a version.</summary>
    public const int MaxSize = 1_000_000;

    /// <summary>The largest number of attributes in <see cref="StrataBy"/>.</summary>
    public const int MaxAttributes = 10;

    /// <summary>2^53 − 1: a larger JSON number loses digits, and the digest is computed from JSON.</summary>
    public const long MaxSeed = 9_007_199_254_740_991;

    /// <summary>The largest number of characters in the name of a stratum that a sealed version can store.</summary>
    internal const int LongestStratum = 400;

    /// <summary>SHA-256 of the canonical JSON, 64 hex characters.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(this)));

    /// <summary>Name of a sample's stratum: <c>lighting=low; view=close</c>, with “–” for a missing attribute.</summary>
    public string StratumOf(IReadOnlyDictionary<string, string> strata) =>
        StrataBy.Count == 0
            ? OneStratum
            : string.Join("; ", StrataBy.Select(name => $"{name}={strata.GetValueOrDefault(name, "–")}"));

    /// <summary>Reads the canonical JSON of a <see cref="DatasetVersion"/>.</summary>
    public static Recipe Parse(string json) => JsonSerializer.Deserialize<Recipe>(json, CanonicalJson.Options)!;

    internal Refusal? Check()
    {
        if (string.IsNullOrWhiteSpace(Query.Purpose))
            return new RecipeWithoutPurpose();
        if (Seed is < -MaxSeed or > MaxSeed)
            return new SeedUnusable();
        if (Split?.Fault(MaxSeed) is { } unfit)
            return unfit;
        if (StrataBy.Count > MaxAttributes)
            return new TooManyAttributes(StrataBy.Count);
        if (StrataBy.GroupBy(a => a, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new AttributeTwice(twice.Key);
        if (Scheme != AllocationScheme.Quota)
            return Quotas is { Count: > 0 }
                    ? new QuotasWithoutScheme(Scheme == AllocationScheme.Equal ? "equally" : "in proportion")
                : Size is < 1 or > MaxSize ? new RecipeSizeUnusable(Size)
                : null;
        if (Quotas is not { Count: > 0 } || Quotas.Values.All(q => q <= 0))
            return new RecipeWithoutQuotas();
        if (Quotas.Values.Any(q => q is < 0 or > MaxSize))
            return new RecipeSizeUnusable(Quotas.Values.First(q => q is < 0 or > MaxSize));
        return Quotas.Values.Sum(q => (long)q) is var all && all > MaxSize ? new RecipeSizeUnusable(all) : null;
    }
}
