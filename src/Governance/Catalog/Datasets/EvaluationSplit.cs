using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Governance.Platform;

namespace Governance.Catalog;

/// <summary>
/// The declared evaluation split of a version: which groups are for training, for validation and for testing. It belongs to
/// the version and not to a training, and depends on nothing but the seed and the group, so a sample keeps its part when
/// others leave or come.
/// </summary>
public sealed record EvaluationSplit
{
    /// <summary>The group of a sample without the attribute.</summary>
    public const string NoValue = "–";

    private const double Least = .05,
        Most = .6;

    /// <summary>How many seeds are tried when none is given.</summary>
    private const int Seeds = 200;

    /// <summary>The attribute that forms the groups, such as the pump or the site; null = the subject.</summary>
    public string? By { get; init; }

    /// <summary>Expected share of the groups for testing, 0.05 … 0.6.</summary>
    public double Test { get; init; } = .2;

    /// <summary>Expected share of the groups for validation, 0.05 … 0.6.</summary>
    public double Validation { get; init; } = .2;

    /// <summary>The seed of the hash; null in a recipe that leaves the choice to the portal, never in a saved one.</summary>
    public long? Seed { get; init; }

    /// <summary>
    /// The part of a group: the first 53 bits of SHA-256 over seed and group as a fraction, below <see cref="Test"/> for
    /// testing, below <see cref="Test"/> + <see cref="Validation"/> for validation, else for training.
    /// </summary>
    /// <param name="group">The subject's pseudonym, or the attribute's value.</param>
    public SplitPart PartOf(string group)
    {
        if (Seed is not { } seed)
            throw new InvalidOperationException("The split has no seed yet.");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}\n{group}")));
        var fraction = (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
        return fraction < Test ? SplitPart.Test
            : fraction < Test + Validation ? SplitPart.Validation
            : SplitPart.Train;
    }

    /// <summary>The group of a sample.</summary>
    /// <param name="pseudonym">Of the sample's subject.</param>
    /// <param name="strata">The sample's attributes.</param>
    public string GroupOf(string pseudonym, IReadOnlyDictionary<string, string> strata) =>
        By is null ? pseudonym : strata.GetValueOrDefault(By, NoValue);

    /// <summary>
    /// The split with a seed: its own, or the one of the first 200 that leaves the fewest strata without samples in a part, and
    /// of these the one nearest to the shares. No label but the recipe's strata and no model takes part in the choice.
    /// </summary>
    /// <param name="samples">Group and stratum of each sample.</param>
    public EvaluationSplit WithSeed(IReadOnlyList<(string Group, string Stratum)> samples)
    {
        if (Seed is not null)
            return this;
        var totals = samples.GroupBy(s => s.Stratum).ToDictionary(g => g.Key, g => g.Count());
        var groups = samples
            .GroupBy(s => s.Group)
            .Select(g => (g.Key, Strata: g.GroupBy(s => s.Stratum).ToDictionary(s => s.Key, s => s.Count())))
            .ToList();
        return Enumerable
            .Range(1, Seeds)
            .Select(seed => this with { Seed = seed })
            .MinBy(split => split.Distance(groups, totals))!;
    }

    /// <summary>True when every part has a sample.</summary>
    public bool IsComplete(IEnumerable<string> groups) =>
        groups.Select(PartOf).Distinct().Count() == Enum.GetValues<SplitPart>().Length;

    /// <summary>SHA-256 over the split and the part of each place in manifest order, 64 hex characters.</summary>
    public string Digest(IEnumerable<SplitPart> parts) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                CanonicalJson.Bytes(new { split = this, parts = string.Concat(parts.Select(p => p.ToString()[0])) })
            )
        );

    /// <summary>Reads the split of a recipe; null in a recipe that was saved before splits were declared.</summary>
    /// <param name="recipe">The recipe as JSON.</param>
    public static EvaluationSplit? OfRecipe(string recipe)
    {
        using var document = JsonDocument.Parse(recipe);
        return document.RootElement.TryGetProperty("split", out var split)
            ? split.Deserialize<EvaluationSplit>(CanonicalJson.Options)
            : null;
    }

    /// <summary>The first member that is out of range; null when all are valid.</summary>
    public Refusal? Fault(long maxSeed) =>
        !(Test is >= Least and <= Most) ? new SplitShareUnusable("split.test")
        : !(Validation is >= Least and <= Most) ? new SplitShareUnusable("split.validation")
        : Seed is { } seed && (seed < -maxSeed || seed > maxSeed) ? new SplitSeedUnusable(maxSeed)
        : null;

    /// <summary>Empty (part, stratum) cells count most, then Σ (held − wanted)² / (wanted · stratum's total).</summary>
    private double Distance(List<(string Group, Dictionary<string, int> Strata)> groups, Dictionary<string, int> totals)
    {
        var held = new Dictionary<(SplitPart, string), int>();
        foreach (var (group, strata) in groups)
        foreach (var (stratum, count) in strata)
            held[(PartOf(group), stratum)] = held.GetValueOrDefault((PartOf(group), stratum)) + count;
        var distance = 0.0;
        foreach (var (part, share) in Shares)
        foreach (var (stratum, total) in totals)
        {
            var (there, wanted) = (held.GetValueOrDefault((part, stratum)), share * total);
            distance += (there == 0 ? 1000 : 0) + (there - wanted) * (there - wanted) / (wanted * total);
        }
        return distance;
    }

    private IEnumerable<(SplitPart Part, double Share)> Shares =>
        [(SplitPart.Train, 1 - Test - Validation), (SplitPart.Validation, Validation), (SplitPart.Test, Test)];
}
