namespace Governance.Statistics.Retrieval;

/// <summary>
/// The ranks of a query's relevant items, 1 = first. On ties an irrelevant item ranks before a relevant one (pessimistic), so
/// a model that gives every item the same score gains nothing. Scores may have any sign.
/// </summary>
public sealed class Ranking
{
    private Ranking(int[] ranks) => Ranks = ranks;

    /// <summary>The ranks of the relevant items, ascending; empty when nothing is relevant.</summary>
    public IReadOnlyList<int> Ranks { get; }

    /// <summary>Ranks the relevant items of one query.</summary>
    /// <param name="scores">g scores, greater is nearer.</param>
    /// <param name="relevant">g marks.</param>
    public static Ranking Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> relevant)
    {
        if (scores.Length != relevant.Length)
            throw new ArgumentException($"{scores.Length} scores for {relevant.Length} marks.");
        var positives = new List<double>();
        for (var g = 0; g < scores.Length; g++)
        {
            if (double.IsNaN(scores[g]))
                throw new ArgumentException("A score is not a number.");
            if (relevant[g])
                positives.Add(scores[g]);
        }
        positives.Sort((a, b) => b.CompareTo(a));
        // before[j] = irrelevant items that rank before the positives j, j + 1 … but after j − 1.
        var before = new int[positives.Count + 1];
        for (var g = 0; g < scores.Length; g++)
            if (!relevant[g])
                before[FirstAtMost(positives, scores[g])]++;
        var (ranks, passed) = (new int[positives.Count], 0);
        for (var j = 0; j < ranks.Length; j++)
            ranks[j] = (passed += before[j]) + j + 1;
        return new(ranks);
    }

    /// <summary>Rank of the best relevant item; null when nothing is relevant, as are the figures below.</summary>
    public int? Best => Ranks.Count == 0 ? null : Ranks[0];

    /// <summary>Whether any relevant item is among the first k (CLIP's papers call it recall@k).</summary>
    public bool? HitAt(int k) => Best is { } best ? best <= k : null;

    /// <summary>Share of the relevant items among the first k.</summary>
    public double? RecallAt(int k) => Ranks.Count == 0 ? null : Ranks.Count(r => r <= k) / (double)Ranks.Count;

    /// <summary>Mean over relevant items, in order, of i / rank_i.</summary>
    public double? AveragePrecision => Ranks.Count == 0 ? null : Ranks.Select((r, i) => (i + 1.0) / r).Average();

    /// <summary>1 / the rank of the best relevant item.</summary>
    public double? ReciprocalRank => 1.0 / Best;

    /// <summary>Index of the first of the descending values that is ≤ the score.</summary>
    private static int FirstAtMost(List<double> descending, double score)
    {
        var (low, high) = (0, descending.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (descending[middle] <= score)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
