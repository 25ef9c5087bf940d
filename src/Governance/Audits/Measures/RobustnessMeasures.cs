using Governance.Inference.Fusion;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Statistics.Calibration;
using Governance.Statistics.Intervals;
using Governance.Statistics.Robustness;

namespace Governance.Audits;

/// <summary>
/// Accuracy as the vectors of one modality, or of all, are disturbed with rising severity. Each severity is drawn several
/// times with its own seeds; a sample counts with the share of draws in which its answer is right.
/// </summary>
internal static class RobustnessMeasures
{
    private const int Draws = 3;
    private static readonly double[] NoiseLevels = [0, .25, .5, 1, 2],
        DropoutLevels = [0, .25, .5, .75, 1];

    private static readonly Column[] Columns =
    [
        new("accuracy", new AuditText("disturbed-accuracy-title"), new AuditText("disturbed-accuracy-means")),
        new("area", new AuditText("disturbed-area-title"), new AuditText("disturbed-area-means")),
        new("retained", new AuditText("disturbed-retained-title"), new AuditText("disturbed-retained-means")),
    ];

    /// <summary>Adds Gaussian noise, in standard deviations of the modality's vectors.</summary>
    public static RobustnessSection Noise(
        AuditedRows rows,
        PredictMasked predict,
        AuditSuite suite,
        RunCounter counter
    ) =>
        Section(
            new(
                "noise",
                new AuditText("disturbed-noise-title"),
                new AuditText("disturbed-noise-unit"),
                NoiseLevels,
                (row, scale, severity, random) => AddNoise(row, scale, severity, ref random)
            ),
            rows,
            predict,
            (suite, counter),
            new AuditText("disturbed-noise-means")
        );

    /// <summary>Sets a random share of each vector's entries to zero.</summary>
    public static RobustnessSection Dropout(
        AuditedRows rows,
        PredictMasked predict,
        AuditSuite suite,
        RunCounter counter
    ) =>
        Section(
            new(
                "dropout",
                new AuditText("disturbed-dropout-title"),
                new AuditText("disturbed-dropout-unit"),
                DropoutLevels,
                (row, _, severity, random) => Drop(row, severity, ref random)
            ),
            rows,
            predict,
            (suite, counter),
            new AuditText("disturbed-dropout-means")
        );

    private delegate void Disturb(Span<float> row, float scale, double severity, SeededRandom random);

    private sealed record Kind(string Name, Message Title, Message Unit, double[] Levels, Disturb Disturb);

    /// <param name="Scales">The size of a disturbance of severity 1 in each modality.</param>
    private sealed record Disturbance(Kind Kind, Modalities Set, PerModality<float> Scales);

    private static RobustnessSection Section(
        Kind kind,
        AuditedRows rows,
        PredictMasked predict,
        (AuditSuite Suite, RunCounter Counter) how,
        Message means
    )
    {
        var uncertainty = new Uncertainty(rows.Subjects, how.Suite, how.Counter);
        IEnumerable<Modalities> disturbed = rows.Full.Each().Select(m => m.AsSet());
        if (rows.Full.Size() > 1)
            disturbed = disturbed.Append(rows.Full);
        return new(
            kind.Name,
            kind.Title,
            kind.Unit,
            [.. disturbed.Select(set => Curve(kind, set, rows, predict, uncertainty))],
            means,
            Columns
        );
    }

    private static RobustnessCurve Curve(
        Kind kind,
        Modalities set,
        AuditedRows rows,
        PredictMasked predict,
        Uncertainty uncertainty
    )
    {
        int[] judged = [.. Enumerable.Range(0, rows.Count).Where(i => (rows.Masks[i] & set) != 0)];
        if (judged.Length == 0)
            return new(set, [], null, null, new NoSampleHas(set));
        var disturbance = new Disturbance(kind, set, PerModality.Of(m => Scale(rows, m)));
        RobustnessPoint[] points =
        [
            .. kind.Levels.Select(
                (severity, level) =>
                    new RobustnessPoint(
                        severity,
                        uncertainty.Mean(
                            judged,
                            Correctness(disturbance, (severity, level), rows, predict, uncertainty.Suite.Seed),
                            share: true
                        )
                    )
            ),
        ];
        var curve = new SeverityCurve(kind.Levels, [.. points.Select(p => p.Accuracy.Value!.Value)]);
        return new(
            set,
            points,
            curve.Area,
            curve.Retained,
            new DisturbedToTheEnd(set, points[^1].Accuracy.Value!.Value, curve.Clean)
        );
    }

    /// <summary>For each row, the share of draws in which its answer is right.</summary>
    private static double[] Correctness(
        Disturbance disturbance,
        (double Severity, int Level) step,
        AuditedRows rows,
        PredictMasked predict,
        long seed
    )
    {
        var (kind, set, scales) = disturbance;
        var (severity, level) = step;
        var draws = severity == 0 ? 1 : Draws;
        var right = new double[rows.Count];
        for (var draw = 0; draw < draws; draw++)
        {
            var vectors = rows.Vectors.Map((m, clean) => Disturbed(m, clean, draw));
            var top = TopLabel.Of<float>(predict(vectors, rows.Masks), rows.Classes.Count, rows.Labels);
            for (var i = 0; i < right.Length; i++)
                right[i] += top.Correct[i] ? 1.0 / draws : 0;
        }
        return right;

        ModalityMatrix Disturbed(Modality m, ModalityMatrix clean, int draw)
        {
            if (severity == 0 || !set.Has(m))
                return clean;
            var values = (float[])clean.Values.Clone();
            var root = new SeededRandom(seed).Split((int)m).Split(level).Split(draw);
            for (var i = 0; i < clean.Rows; i++)
                if (rows.Masks[i].Has(m))
                    kind.Disturb(
                        values.AsSpan(i * clean.Dimension, clean.Dimension),
                        scales[m],
                        severity,
                        root.Split(i)
                    );
            return clean with { Values = values };
        }
    }

    private static void AddNoise(Span<float> row, float scale, double severity, ref SeededRandom random)
    {
        foreach (ref var v in row)
            v += (float)(severity * scale * random.Normal());
    }

    private static void Drop(Span<float> row, double severity, ref SeededRandom random)
    {
        foreach (ref var v in row)
            if (random.Uniform() < severity)
                v = 0;
    }

    /// <summary>
    /// Root mean square, over the vector's entries, of each entry's standard deviation among the rows that have the
    /// modality.
    /// </summary>
    private static float Scale(AuditedRows rows, Modality modality)
    {
        var matrix = rows.Vectors[modality];
        int[] present = [.. Enumerable.Range(0, rows.Count).Where(i => rows.Masks[i].Has(modality))];
        if (present.Length == 0)
            return 0;
        var variance = 0.0;
        for (var d = 0; d < matrix.Dimension; d++)
        {
            var mean = present.Average(i => (double)matrix.Values[i * matrix.Dimension + d]);
            variance += present.Average(i => Math.Pow(matrix.Values[i * matrix.Dimension + d] - mean, 2));
        }
        return (float)Math.Sqrt(variance / matrix.Dimension);
    }
}
