using Governance.Statistics.Calibration;
using Governance.Statistics.Masks;

namespace Governance.Audits;

/// <summary>The mask matrix: figures of the model with each set of modalities.</summary>
internal static class MaskMeasures
{
    private static readonly Column[] Columns =
    [
        new("accuracy", new AuditText("mask-accuracy-title"), new AuditText("mask-accuracy-means")),
        new("calibration", new AuditText("mask-calibration-15-title"), new AuditText("mask-calibration-means")),
        new("logLoss", new AuditText("mask-log-loss-title"), new AuditText("mask-log-loss-means")),
        new("worstGroup", new AuditText("mask-worst-group-title"), new AuditText("mask-worst-group-means")),
        new("drop", new AuditText("mask-drop-title"), new AuditText("mask-drop-means")),
    ];

    public static MaskSection Of(AuditedRows rows, MaskedPredictions answers, Uncertainty uncertainty)
    {
        var suite = uncertainty.Suite;
        var (groupBy, names, groups) = GroupMeasures.Partition(rows, suite);
        var clusters = rows.Subjects.Distinct().Count() > 1 ? rows.Subjects : [];
        int[] presence = [.. rows.Masks.Select(m => (int)m)];
        IReadOnlyList<MaskRow> Drawn(int[] keys) =>
            MaskMatrix.Of(
                [.. rows.Subsets.Select(m => ((int)m, answers.With(m)))],
                rows.Classes.Count,
                new(rows.Labels)
                {
                    Groups = groups,
                    Clusters = keys,
                    Presence = presence,
                },
                new MaskMatrixOptions
                {
                    Bins = AuditSuite.CalibrationBins,
                    Replicates = suite.Replicates,
                    MinimumGroup = suite.MinimumGroup,
                    Seed = suite.Seed,
                    Cancellation = uncertainty.Counter.Token,
                }
            );
        var matrix = Drawn(clusters);
        if (Uncertainty.IsFew(clusters))
            matrix = [.. matrix.Zip(Drawn([]), (one, other) => one.WidenedBy(other))];
        var drops = Drops(rows, answers, uncertainty);
        return new(
            [.. matrix.Select(row => Figures(row, rows, names, drops, uncertainty))],
            groupBy,
            new AuditText("mask-means"),
            Columns
        );
    }

    private static MaskFigures Figures(
        MaskRow row,
        AuditedRows rows,
        IReadOnlyList<string> names,
        Dictionary<Modalities, Figure> drops,
        Uncertainty uncertainty
    )
    {
        int[] judged = [.. Enumerable.Range(0, rows.Count).Where(i => ((int)rows.Masks[i] & row.Mask) == row.Mask)];
        var method = uncertainty.MethodOf(judged);
        var assessed = row.Groups.Where(g => g.Sufficient).OrderBy(g => g.Accuracy).ThenBy(g => g.Group).ToList();
        // The worst of one group is that group: it says nothing about others.
        var worst = assessed.Count > 1 ? assessed[0] : null;
        var hits = row.Accuracy is { } accuracy ? (int)Math.Round(accuracy.Estimate * row.Count) : 0;
        return new(
            (Modalities)row.Mask,
            uncertainty.Of(row.Accuracy, row.Count, method, hits),
            uncertainty.Of(row.CalibrationError, row.Count, method),
            uncertainty.Of(row.LogLoss, row.Count, method),
            worst is null
                ? Figure.Nothing(Uncertainty.None)
                : uncertainty.Of(row.WorstGroup, worst.Count, method, (int)Math.Round(worst.Accuracy * worst.Count)),
            worst is null ? null : names[worst.Group],
            drops.GetValueOrDefault((Modalities)row.Mask)
        );
    }

    /// <summary>
    /// Accuracy with all modalities minus accuracy with each subset, on complete samples, from one shared resampling.
    /// </summary>
    private static Dictionary<Modalities, Figure> Drops(
        AuditedRows rows,
        MaskedPredictions answers,
        Uncertainty uncertainty
    )
    {
        var complete = rows.Complete;
        Modalities[] subsets = [.. rows.Subsets.Where(m => m != rows.Full)];
        bool[] Right(Modalities mask) =>
            TopLabel.Of<float>(answers.With(mask), rows.Classes.Count, rows.Labels).Correct;
        var full = Right(rows.Full);
        bool[][] right = [.. subsets.Select(Right)];
        var drops = uncertainty.Paired(
            complete,
            subsets.Length,
            weights =>
            {
                var (lost, n) = (new double[subsets.Length], 0L);
                for (var k = 0; k < weights.Length; k++)
                {
                    n += weights[k];
                    var i = complete[k];
                    for (var s = 0; s < subsets.Length; s++)
                        if (full[i] != right[s][i])
                            lost[s] += full[i] ? weights[k] : -weights[k];
                }
                return [.. lost.Select(l => n == 0 ? double.NaN : l / n)];
            },
            shares: true
        );
        return subsets.Zip(drops).ToDictionary(p => p.First, p => p.Second);
    }
}
