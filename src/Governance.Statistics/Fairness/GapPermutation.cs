using Governance.Statistics.Intervals;

namespace Governance.Statistics.Fairness;

/// <summary>
/// Tests whether the difference between the best and the worst group is more than chance, by permuting the group keys over
/// the samples. A bootstrap of max − min cannot test this: it never reaches 0 and is biased upwards near it.
/// </summary>
/// <param name="Gap">max − min of the groups' means.</param>
/// <param name="PValue">(1 + permutations with at least this gap) / (1 + permutations).</param>
public sealed record GapPermutation(double Gap, double PValue)
{
    /// <summary>Tests the groups of sufficient size; null when there are fewer than two. Other samples are left out.</summary>
    /// <param name="values">n values, such as 1 for a right prediction and 0 for a wrong one.</param>
    /// <param name="groups">n keys.</param>
    /// <param name="ct">Checked before each permutation.</param>
    public static GapPermutation? Of(
        ReadOnlySpan<double> values,
        ReadOnlySpan<int> groups,
        long seed,
        int permutations = 999,
        int minimumGroup = GroupFairness.MinimumGroup,
        CancellationToken ct = default
    )
    {
        if (values.Length != groups.Length)
            throw new ArgumentException($"{values.Length} values for {groups.Length} group keys.");
        var (copy, keys) = (values.ToArray(), groups.ToArray());
        int[] judged = [.. keys.GroupBy(k => k).Where(g => g.Count() >= minimumGroup).Select(g => g.Key).Order()];
        if (judged.Length < 2)
            return null;
        int[] kept = [.. Enumerable.Range(0, keys.Length).Where(i => Array.BinarySearch(judged, keys[i]) >= 0)];
        double[] used = [.. kept.Select(i => copy[i])];
        int[] ordinals = [.. kept.Select(i => Array.BinarySearch(judged, keys[i]))];
        var gap = Range(used, ordinals, judged.Length);
        var (root, reached) = (new SeededRandom(seed), new bool[permutations]);
        Parallel.For(
            0,
            permutations,
            new ParallelOptions { CancellationToken = ct },
            () => new int[ordinals.Length],
            (r, _, shuffled) =>
            {
                var random = root.Split(r);
                ordinals.CopyTo(shuffled, 0);
                random.Shuffle(shuffled.AsSpan());
                reached[r] = Range(used, shuffled, judged.Length) >= gap - 1e-12;
                return shuffled;
            },
            _ => { }
        );
        return new(gap, (1.0 + reached.Count(r => r)) / (1 + permutations));
    }

    private static double Range(double[] values, int[] groups, int count)
    {
        var (sums, counts) = (new double[count], new int[count]);
        for (var i = 0; i < values.Length; i++)
        {
            sums[groups[i]] += values[i];
            counts[groups[i]]++;
        }
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var g = 0; g < count; g++)
            (low, high) = (Math.Min(low, sums[g] / counts[g]), Math.Max(high, sums[g] / counts[g]));
        return high - low;
    }
}
