namespace Governance.Statistics.Sampling;

/// <summary>
/// Stratified sampling without replacement: shares by <see cref="Allocation"/>, then the first of each stratum in
/// <see cref="SeededOrder"/>.
/// </summary>
public static class StratifiedDraw
{
    /// <summary>Draws from the candidates; the same seed draws the same keys.</summary>
    /// <param name="size">Ignored for <see cref="AllocationScheme.Quota"/>.</param>
    /// <param name="quotas">Used for <see cref="AllocationScheme.Quota"/> only.</param>
    public static Drawn Draw(
        IEnumerable<Candidate> candidates,
        AllocationScheme scheme,
        int size,
        IReadOnlyDictionary<string, int>? quotas,
        long seed
    )
    {
        var strata = candidates
            .GroupBy(c => c.Stratum, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(c => c.Key).ToList(), StringComparer.Ordinal);
        var available = strata.ToDictionary(s => s.Key, s => s.Value.Count, StringComparer.Ordinal);
        var shares = scheme switch
        {
            AllocationScheme.Proportional => Allocation.Proportional(available, size),
            AllocationScheme.Equal => Allocation.Equal(available, size),
            AllocationScheme.Quota => Allocation.Quota(available, quotas ?? new Dictionary<string, int>()),
            _ => throw new ArgumentOutOfRangeException(nameof(scheme)),
        };
        var keys = shares.Where(s => s.Drawn > 0).SelectMany(s => SeededOrder.Take(strata[s.Stratum], seed, s.Drawn));
        return new([.. keys.Order(StringComparer.Ordinal)], shares);
    }
}
