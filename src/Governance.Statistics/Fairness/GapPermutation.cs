using Governance.Statistics.Intervals;

namespace Governance.Statistics.Fairness;

/// <summary>
/// Tests whether the difference between the best and the worst group is more than chance, by permuting the group keys. Samples of
/// one subject resemble each other, so keys are not permuted over all samples: where each subject is in one group, whole subjects
/// change places; otherwise the keys change places within each subject. A bootstrap of max − min cannot test this: it never
/// reaches 0 and is biased upwards near it.
/// </summary>
/// <param name="Gap">max − min of the groups' means.</param>
/// <param name="PValue">(1 + permutations with at least this gap) / (1 + permutations).</param>
public sealed record GapPermutation(double Gap, double PValue)
{
    /// <summary>Tests the groups of sufficient size; null when there are fewer than two. Other samples are left out.</summary>
    /// <param name="values">n values, such as 1 for a right prediction and 0 for a wrong one.</param>
    /// <param name="groups">n keys.</param>
    /// <param name="subjects">The subject of each sample, n keys.</param>
    /// <param name="plan">Seed and number of permutations, and which groups count.</param>
    /// <param name="ct">Checked before each permutation.</param>
    public static GapPermutation? Of(
        ReadOnlySpan<double> values,
        ReadOnlySpan<int> groups,
        ReadOnlySpan<int> subjects,
        PermutationPlan plan,
        CancellationToken ct = default
    )
    {
        if (values.Length != groups.Length || values.Length != subjects.Length)
            throw new ArgumentException(
                $"{values.Length} values for {groups.Length} group keys and {subjects.Length} subjects."
            );
        var (copy, keys, owners) = (values.ToArray(), groups.ToArray(), subjects.ToArray());
        int[] judged = [.. keys.GroupBy(k => k).Where(g => g.Count() >= plan.MinimumGroup).Select(g => g.Key).Order()];
        if (judged.Length < 2)
            return null;
        int[] kept = [.. Enumerable.Range(0, keys.Length).Where(i => Array.BinarySearch(judged, keys[i]) >= 0)];
        double[] used = [.. kept.Select(i => copy[i])];
        int[] ordinals = [.. kept.Select(i => Array.BinarySearch(judged, keys[i]))];
        int[][] clusters =
        [
            .. Enumerable.Range(0, kept.Length).GroupBy(i => owners[kept[i]]).Select(rows => rows.ToArray()),
        ];
        var whole = clusters.All(rows => rows.All(i => ordinals[i] == ordinals[rows[0]]));
        var gap = Range(used, ordinals, judged.Length);
        var (root, reached) = (new SeededRandom(plan.Seed), new bool[plan.Permutations]);
        Parallel.For(
            0,
            plan.Permutations,
            new ParallelOptions { CancellationToken = ct },
            () => new int[ordinals.Length],
            (r, _, shuffled) =>
            {
                Shuffle(ordinals, clusters, whole, root.Split(r), shuffled);
                reached[r] = Range(used, shuffled, judged.Length) >= gap - 1e-12;
                return shuffled;
            },
            _ => { }
        );
        return new(gap, (1.0 + reached.Count(r => r)) / (1 + plan.Permutations));
    }

    /// <param name="whole">Whether whole subjects change places; otherwise keys do within each subject.</param>
    private static void Shuffle(int[] ordinals, int[][] clusters, bool whole, SeededRandom random, int[] shuffled)
    {
        if (whole)
        {
            int[] keys = [.. clusters.Select(rows => ordinals[rows[0]])];
            random.Shuffle(keys.AsSpan());
            for (var c = 0; c < clusters.Length; c++)
                foreach (var row in clusters[c])
                    shuffled[row] = keys[c];
            return;
        }
        foreach (var rows in clusters)
        {
            int[] keys = [.. rows.Select(row => ordinals[row])];
            random.Shuffle(keys.AsSpan());
            for (var i = 0; i < rows.Length; i++)
                shuffled[rows[i]] = keys[i];
        }
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
