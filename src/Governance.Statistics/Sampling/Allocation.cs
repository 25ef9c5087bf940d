namespace Governance.Statistics.Sampling;

/// <summary>
/// Divides a sample size among strata. Ties go to the stratum with the name that sorts first (ordinal), so the result is
/// deterministic.
/// </summary>
public static class Allocation
{
    /// <summary>
    /// In proportion to the strata, by largest remainder (Hamilton): the shares sum to the size, and no share exceeds its
    /// stratum while the size does not exceed the population.
    /// </summary>
    /// <param name="available">Items in each stratum, ≥ 0.</param>
    /// <param name="size">Items to draw in all, ≥ 0; more than available draws all.</param>
    public static IReadOnlyList<StratumShare> Proportional(IReadOnlyDictionary<string, int> available, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var population = available.Values.Sum(n => (long)n);
        if (population == 0)
            return [.. Ordered(available).Select(s => new StratumShare(s.Key, 0, 0))];
        var draw = Math.Min(size, population);
        // Integers throughout: quota = n × draw / population, remainder = n × draw mod population.
        var rows = Ordered(available)
            .Select(s => (s.Key, s.Value, Floor: s.Value * draw / population, Remainder: s.Value * draw % population))
            .ToList();
        var left = (int)(draw - rows.Sum(r => r.Floor));
        var rounded = rows.OrderByDescending(r => r.Remainder)
            .ThenBy(r => r.Key, StringComparer.Ordinal)
            .Take(left)
            .Select(r => r.Key)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rows.Select(r => new StratumShare(r.Key, r.Value, (int)r.Floor + (rounded.Contains(r.Key) ? 1 : 0))),
        ];
    }

    /// <summary>The same from each stratum; the rest goes one each to the strata with the names that sort first.</summary>
    public static IReadOnlyList<StratumShare> Equal(IReadOnlyDictionary<string, int> available, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (available.Count == 0)
            return [];
        var (each, rest) = Math.DivRem(size, available.Count);
        return [.. Ordered(available).Select((s, i) => new StratumShare(s.Key, s.Value, each + (i < rest ? 1 : 0)))];
    }

    /// <summary>The quota of each stratum; a stratum without a quota gets none, a quota without a stratum lacks all its items.</summary>
    public static IReadOnlyList<StratumShare> Quota(
        IReadOnlyDictionary<string, int> available,
        IReadOnlyDictionary<string, int> quotas
    ) =>
        [
            .. available
                .Keys.Union(quotas.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(s => new StratumShare(
                    s,
                    available.GetValueOrDefault(s),
                    Math.Max(0, quotas.GetValueOrDefault(s))
                )),
        ];

    private static IOrderedEnumerable<KeyValuePair<string, int>> Ordered(IReadOnlyDictionary<string, int> strata) =>
        strata.OrderBy(s => s.Key, StringComparer.Ordinal);
}
