using System.Security.Cryptography;
using System.Text.Json;
using Governance.Catalog;
using Governance.Platform;
using Governance.Statistics.Sampling;

namespace Governance.Curation;

/// <summary>
/// How a version is cut: which samples, which strata, how many of each, drawn with which seed.
/// The same recipe on the same input gives the same version, to the digest.
/// </summary>
/// <param name="Query">Which samples may be drawn; its purpose is required, because a version is made for a purpose.</param>
/// <param name="StrataBy">Attributes whose combination makes a stratum; none = one stratum, “all”.</param>
/// <param name="Size">Samples to draw for proportional and equal; ignored for quota.</param>
/// <param name="Quotas">Stratum → samples, for quota.</param>
public sealed record Recipe(
    SampleQuery Query,
    IReadOnlyList<string> StrataBy,
    AllocationScheme Scheme,
    int Size,
    long Seed,
    IReadOnlyDictionary<string, int>? Quotas = null
)
{
    public const string OneStratum = "all";
    public const int MaxSize = 1_000_000;
    public const int MaxAttributes = 10;

    /// <summary>Beyond 2^53 a JSON number loses digits, and the digest is over JSON.</summary>
    public const long MaxSeed = 9_007_199_254_740_991;

    /// <summary>Characters of a stratum's name, as a sealed version keeps it.</summary>
    internal const int LongestStratum = 400;

    /// <summary>SHA-256 over the canonical JSON, 64 hex characters.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(this)));

    /// <summary><c>lighting=low; view=close</c>; an attribute that a sample lacks reads “–”.</summary>
    public string StratumOf(IReadOnlyDictionary<string, string> strata) =>
        StrataBy.Count == 0
            ? OneStratum
            : string.Join("; ", StrataBy.Select(name => $"{name}={strata.GetValueOrDefault(name, "–")}"));

    public static Recipe Parse(string json) => JsonSerializer.Deserialize<Recipe>(json, CanonicalJson.Options)!;

    internal Refusal? Check()
    {
        if (string.IsNullOrWhiteSpace(Query.Purpose))
            return new RecipeWithoutPurpose();
        if (Seed is < -MaxSeed or > MaxSeed)
            return new SeedUnusable();
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
