using Governance.Statistics.Calibration;

namespace Governance.Inference.Fusion;

/// <summary>
/// Compares fusion with single modalities: each kind of fusion, each modality alone and the class frequencies, trained on
/// the same split and measured on the same test rows.
/// </summary>
public static class ModalityComparison
{
    /// <summary>Trains all models that are not given; returns a line for each.</summary>
    /// <param name="task">The data.</param>
    /// <param name="split">The split for all models.</param>
    /// <param name="options">The options for all models; the kind is varied.</param>
    /// <param name="trained">Fusion models of the same task, split and options, which are not trained again.</param>
    /// <param name="progress">Receives each line when it is ready.</param>
    /// <param name="ct">Checked before each batch.</param>
    /// <exception cref="UnfitTaskException">The task does not allow a training. A modality without enough data is left out.</exception>
    public static IReadOnlyList<ComparisonLine> Run(
        FusionTask task,
        FusionSplit split,
        FusionOptions options,
        IReadOnlyDictionary<FusionKind, FusionModel>? trained = null,
        IProgress<ComparisonLine>? progress = null,
        CancellationToken ct = default
    )
    {
        var testPart = new TestPart(task, split);
        var lines = new List<ComparisonLine>();
        foreach (var kind in Enum.GetValues<FusionKind>())
        {
            var model = trained?.GetValueOrDefault(kind)
                ?? FusionTrainer.Train(task, split, options with { Kind = kind }, null, ct);
            Add(testPart.Line(NameOf(kind), kind, Modalities.All, model));
        }
        foreach (var m in ModalitySets.Every)
            if (Alone(task, split, options, m.AsSet(), ct) is { } model)
                Add(testPart.Line(NameOf(m), null, m.AsSet(), model));
        Add(testPart.Line("class frequencies", null, Modalities.None, null));
        return lines;

        void Add(ComparisonLine line)
        {
            lines.Add(line);
            progress?.Report(line);
        }
    }

    /// <summary>A line for each of these fusion kinds and for each modality alone, where the split allows a training.</summary>
    internal static IReadOnlyList<ComparisonLine> Contenders(
        FusionTask task,
        FusionSplit split,
        IEnumerable<FusionKind> kinds,
        FusionOptions options,
        CancellationToken ct
    )
    {
        var testPart = new TestPart(task, split);
        var lines = new List<ComparisonLine>();
        foreach (var kind in kinds)
            if (Tried(() => FusionTrainer.Train(task, split, options with { Kind = kind }, null, ct)) is { } model)
                lines.Add(testPart.Line(NameOf(kind), kind, Modalities.All, model));
        foreach (var m in ModalitySets.Every)
            if (Alone(task, split, options, m.AsSet(), ct) is { } model)
                lines.Add(testPart.Line(NameOf(m), null, m.AsSet(), model));
        return lines;
    }

    private static string NameOf(FusionKind kind) => kind.ToString().ToLowerInvariant();

    private static string NameOf(Modality modality) => $"{modality.Word()} alone";

    private static FusionModel? Tried(Func<FusionModel> train)
    {
        try
        {
            return train();
        }
        catch (UnfitTaskException)
        {
            return null;
        }
    }

    /// <summary>A model of one modality, trained on the rows that have it; null when these do not allow a training.</summary>
    private static FusionModel? Alone(
        FusionTask task,
        FusionSplit split,
        FusionOptions options,
        Modalities mask,
        CancellationToken ct
    )
    {
        int[] With(int[] rows) => [.. rows.Where(row => (task.Masks[row] & mask) != 0)];
        var masks = new Modalities[task.Rows];
        masks.AsSpan().Fill(mask);
        var narrowed = new FusionSplit(With(split.Train), With(split.Validation), With(split.Test));
        return Tried(() =>
            FusionTrainer.Train(
                task with
                {
                    Masks = masks,
                },
                narrowed,
                options with
                {
                    Kind = FusionKind.Late,
                    ContrastiveWeight = 0,
                },
                null,
                ct
            )
        );
    }

    /// <summary>The test rows, the same for every line.</summary>
    private sealed class TestPart(FusionTask task, FusionSplit split)
    {
        private readonly int _classes = task.ClassNames.Count;
        private readonly int[] _labels = [.. split.Test.Select(row => task.Labels[row])];

        public ComparisonLine Line(string name, FusionKind? kind, Modalities mask, FusionModel? model)
        {
            var frequencies = Frequencies();
            var all = new Modalities[task.Rows];
            for (var row = 0; row < task.Rows; row++)
                all[row] = task.Masks[row] & mask;
            var predicted = model?.Predict(task.Vectors, all) ?? [];
            var probabilities = new float[_labels.Length * _classes];
            var covered = 0;
            for (var i = 0; i < split.Test.Length; i++)
            {
                var row = split.Test[i];
                var seen = model is not null && all[row] != 0;
                covered += seen ? 1 : 0;
                (seen ? predicted.AsSpan(row * _classes, _classes) : frequencies).CopyTo(
                    probabilities.AsSpan(i * _classes)
                );
            }
            return new(
                name,
                kind,
                mask,
                _labels.Length,
                covered,
                Evaluation.Accuracy(probabilities, _classes, _labels),
                Balanced(probabilities),
                CrossEntropy.MeanNegativeLog(probabilities, _classes, _labels),
                Calibration(probabilities)
            );
        }

        private float[] Frequencies()
        {
            var frequencies = new float[_classes];
            foreach (var row in split.Train)
                frequencies[task.Labels[row]] += 1f / split.Train.Length;
            return frequencies;
        }

        private double Balanced(float[] probabilities) =>
            Enumerable
                .Range(0, _labels.Length)
                .GroupBy(i => _labels[i])
                .Average(rows => rows.Average(i => Largest(probabilities, i) == rows.Key ? 1.0 : 0.0));

        private double Calibration(float[] probabilities)
        {
            var top = TopLabel.Of<float>(probabilities, _classes, _labels);
            return ReliabilityDiagram.EqualWidth(top.Confidence, top.Correct).Expected ?? 0;
        }

        private int Largest(float[] probabilities, int i) =>
            Evaluation.Largest(probabilities.AsSpan(i * _classes, _classes));
    }
}
