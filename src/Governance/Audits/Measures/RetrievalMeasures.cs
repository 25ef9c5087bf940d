using Governance.Inference.Fusion;
using Governance.Platform;
using Governance.Statistics.Retrieval;

namespace Governance.Audits;

/// <summary>Whether the aligned spaces find the same moment again: six directions between three modalities.</summary>
internal static class RetrievalMeasures
{
    private static readonly Column[] Columns =
    [
        new(
            "hit",
            "Found among the first k",
            "Given one modality of a moment, how often its other modality is among the k most similar of all audited moments."
        ),
        new(
            "chance",
            "By chance",
            "How often that would happen if the order were drawn by lot; a useful alignment lies clearly above."
        ),
        new(
            "medianRank",
            "Median place",
            "In half of the searches the right moment stands at this place or before. 1 is best."
        ),
        new(
            "mrr",
            "Mean reciprocal rank",
            "1 when the right moment always comes first, 0.5 when it comes second, and so on."
        ),
        new("alignment", "Alignment", "Mean cosine similarity of the two modalities of one moment, −1 to 1."),
    ];

    /// <param name="shared">Three matrices rows × hidden, zero where a modality is absent.</param>
    public static RetrievalSection Of(AuditedRows rows, IReadOnlyList<ModalityMatrix> shared, Uncertainty uncertainty)
    {
        int[] presence = [.. rows.Masks.Select(m => (int)m)];
        var directions =
            shared.Count < 3 || rows.Count == 0
                ? []
                : SixDirections.Of(
                    shared[0].Values,
                    shared[1].Values,
                    shared[2].Values,
                    shared[0].Dimension,
                    presence,
                    ct: uncertainty.Counter.Token
                );
        return new(
            [
                .. directions
                    .Where(d => Uses(rows.Full, d.From) && Uses(rows.Full, d.To))
                    .Select(d => Row(d, uncertainty)),
            ],
            "The model brings text, image and sensor into one common space. Where that works, one "
                + "modality of a moment finds the others again; where it does not, similarity between "
                + "modalities means nothing.",
            Columns
        );
    }

    private static bool Uses(Modalities full, int modality) => ((int)full >> modality & 1) == 1;

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
