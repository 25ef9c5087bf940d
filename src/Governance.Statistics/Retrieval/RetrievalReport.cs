namespace Governance.Statistics.Retrieval;

/// <summary>Retrieval over all queries that have a relevant item. Higher is better, except for the median rank.</summary>
/// <param name="Queries">Number of queries with a relevant item.</param>
/// <param name="Without">Number of queries without a relevant item in the gallery, left out.</param>
/// <param name="Gallery">Number of items searched.</param>
/// <param name="MedianRank">Median of the best relevant rank, the two middle ones averaged; null without queries, as are the means.</param>
/// <param name="MeanAveragePrecision">mAP.</param>
/// <param name="MeanReciprocalRank">MRR.</param>
public sealed record RetrievalReport(
    int Queries,
    int Without,
    int Gallery,
    IReadOnlyList<AtRank> At,
    double? MedianRank,
    double? MeanAveragePrecision,
    double? MeanReciprocalRank
)
{
    /// <summary>The default cut-offs.</summary>
    public static IReadOnlyList<int> Cuts { get; } = [1, 5, 10];

    /// <summary>The figures of a matrix of similarities.</summary>
    /// <param name="similarity">queries × gallery, row after row.</param>
    /// <param name="queryKeys">A key for each query; an item with the same key is relevant.</param>
    /// <param name="galleryKeys">A key for each item.</param>
    public static RetrievalReport Of(
        ReadOnlySpan<double> similarity,
        ReadOnlySpan<int> queryKeys,
        ReadOnlySpan<int> galleryKeys,
        IReadOnlyList<int>? cuts = null
    )
    {
        if (similarity.Length != (long)queryKeys.Length * galleryKeys.Length)
            throw new ArgumentException(
                $"{similarity.Length} similarities are not {queryKeys.Length} × {galleryKeys.Length}."
            );
        var (rankings, relevant) = (new Ranking[queryKeys.Length], new bool[galleryKeys.Length]);
        for (var q = 0; q < rankings.Length; q++)
        {
            for (var g = 0; g < relevant.Length; g++)
                relevant[g] = galleryKeys[g] == queryKeys[q];
            rankings[q] = Ranking.Of(similarity.Slice(q * relevant.Length, relevant.Length), relevant);
        }
        return Of(rankings, galleryKeys.Length, cuts);
    }

    internal static RetrievalReport Of(Ranking[] rankings, int gallery, IReadOnlyList<int>? cuts)
    {
        Ranking[] counted = [.. rankings.Where(r => r.Best is not null)];
        AtRank[] at =
            counted.Length == 0
                ? []
                :
                [
                    .. (cuts ?? Cuts).Select(k => new AtRank(
                        k,
                        counted.Count(r => r.Best <= k) / (double)counted.Length,
                        counted.Average(r => r.RecallAt(k)!.Value)
                    )),
                ];
        int[] best = [.. counted.Select(r => r.Best!.Value).Order()];
        double? median = best.Length == 0 ? null : (best[(best.Length - 1) / 2] + best[best.Length / 2]) / 2.0;
        return new(
            counted.Length,
            rankings.Length - counted.Length,
            gallery,
            at,
            median,
            counted.Length == 0 ? null : counted.Average(r => r.AveragePrecision),
            counted.Length == 0 ? null : counted.Average(r => r.ReciprocalRank)
        );
    }
}
