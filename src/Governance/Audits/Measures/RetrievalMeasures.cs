using Governance.Inference.Fusion;
using Governance.Statistics.Retrieval;

namespace Governance.Audits;

/// <summary>Retrieval of a sample's other modality in the shared space: six directions between three modalities.</summary>
internal static class RetrievalMeasures
{
    private static readonly Column[] Columns =
    [
        new("hit", new AuditText("retrieval-hit-title"), new AuditText("retrieval-hit-means")),
        new("chance", new AuditText("retrieval-chance-title"), new AuditText("retrieval-chance-means")),
        new("medianRank", new AuditText("retrieval-median-rank-title"), new AuditText("retrieval-median-rank-means")),
        new("mrr", new AuditText("retrieval-mrr-title"), new AuditText("retrieval-mrr-means")),
        new("alignment", new AuditText("retrieval-alignment-title"), new AuditText("retrieval-alignment-means")),
    ];

    /// <param name="shared">rows × hidden each, zero where a modality is absent; null where the model has no shared space.</param>
    public static RetrievalSection Of(AuditedRows rows, PerModality<ModalityMatrix>? shared, Uncertainty uncertainty)
    {
        int[] presence = [.. rows.Masks.Select(m => (int)m)];
        var directions =
            shared is null || rows.Count == 0
                ? []
                : SixDirections.Of(
                    [.. shared.Select(matrix => matrix.Values)],
                    shared.Text.Dimension,
                    presence,
                    ct: uncertainty.Counter.Token
                );
        return new(
            [
                .. directions
                    .Where(d => rows.Full.Has((Modality)d.From) && rows.Full.Has((Modality)d.To))
                    .Select(d => Row(d, uncertainty)),
            ],
            new AuditText("retrieval-means"),
            Columns
        );
    }

    private static RetrievalRow Row(Direction direction, Uncertainty uncertainty)
    {
        var report = direction.Report;
        Figure Hit(int k) =>
            report.At.FirstOrDefault(a => a.K == k) is { } at
                ? uncertainty.Trials((int)Math.Round(at.Hit * report.Queries), report.Queries)
                : Figure.Nothing(Uncertainty.None);
        return new(
            (Modality)direction.From,
            (Modality)direction.To,
            report.Gallery,
            Hit(1),
            Hit(5),
            Hit(10),
            report.Gallery == 0 ? null : Math.Min(1, 10.0 / report.Gallery),
            report.MedianRank,
            report.MeanReciprocalRank,
            report.MeanAveragePrecision,
            direction.Alignment
        );
    }
}
