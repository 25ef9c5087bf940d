namespace Governance.Statistics.Sampling;

/// <summary>
/// Shares of a sample size among strata. Ties fall to the stratum whose name sorts first (ordinal), so the result
/// depends on nothing else.
/// </summary>
public static class Allocation
{
    /// <summary>
    /// Proportional: largest remainder (Hamilton), so shares sum to the size and no share exceeds its stratum while the
    /// size does not exceed the population.
    /// </summary>
    /// <param name="available">Items in each stratum, ≥ 0.</param>
    /// <param name="size">Items to draw in all, ≥ 0; more than there are means all of them.</param>
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

    /// <summary>Equal: the same from each stratum, the rest one each to those whose names sort first.</summary>
    public static IReadOnlyList<StratumShare> Equal(IReadOnlyDictionary<string, int> available, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (available.Count == 0)
            return [];
        var (each, rest) = Math.DivRem(size, available.Count);
        return [.. Ordered(available).Select((s, i) => new StratumShare(s.Key, s.Value, each + (i < rest ? 1 : 0)))];
    }

    /// <summary>Quota: as asked for each stratum; a stratum without a quota gets none, a quota without a stratum is short of all.</summary>
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
