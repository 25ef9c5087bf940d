using Governance.Inference.Fusion;
using Governance.Statistics.Calibration;

namespace Governance.Inference.Tests.Fusion;

/// <summary>Fusion must learn what only several modalities determine, and stay calibrated without one of them.</summary>
public sealed class JointTaskTests
{
    private static readonly FusionOptions Options = new()
    {
        Hidden = 32,
        Epochs = 14,
        Batch = 64,
        LearningRate = 3e-3f,
    };

    [Fact]
    public void Fusion_learns_what_only_two_modalities_together_determine()
    {
        var task = GeneratedTasks.ExclusiveOr();
        var lines = ModalityComparison
            .Run(task, GeneratedTasks.Split(task), Options, ct: TestContext.Current.CancellationToken)
            .ToDictionary(line => line.Name);
        Assert.Equal(
            ["early", "late", "attention", "text alone", "image alone", "sensor alone", "class frequencies"],
            lines.Keys
        );
        Assert.True(lines["early"].Accuracy > 0.95, $"early: {lines["early"].Accuracy}");
        Assert.True(lines["attention"].Accuracy > 0.95, $"attention: {lines["attention"].Accuracy}");
        // The standard error of chance over some 400 rows is 0.025.
        foreach (var name in new[] { "text alone", "image alone", "sensor alone", "class frequencies", "late" })
            Assert.InRange(lines[name].Accuracy, 0.38, 0.62);
        Assert.All(lines.Values, line => Assert.Equal(lines["early"].Rows, line.Rows));
    }

    [Theory]
    [InlineData(FusionKind.Early)]
    [InlineData(FusionKind.Late)]
    [InlineData(FusionKind.Attention)]
    public void Every_mask_is_answered_with_calibrated_probabilities(FusionKind kind)
    {
        foreach (
            var task in new[] { GeneratedTasks.ExclusiveOr(), GeneratedTasks.NoisyViews(rows: 3000, subjects: 60) }
        )
        {
            var split = GeneratedTasks.Split(task);
            var model = GeneratedTasks.Train(task, split, Options with { Kind = kind });
            for (var mask = (Modalities)1; mask <= Modalities.All; mask++)
            {
                int[] rows = [.. split.Test.Where(row => (task.Masks[row] & mask) == mask)];
                var masks = new Modalities[task.Rows];
                masks.AsSpan().Fill(mask);
                var probabilities = model.Predict(task.Vectors, masks);
                Assert.All(probabilities, p => Assert.True(float.IsFinite(p)));
                var error = CalibrationError(probabilities, task, rows);
                Assert.True(error < 0.1, $"{kind}, {mask.InWords()}: {error:0.000} over {rows.Length} rows");
            }
        }
    }

    [Fact]
    public void More_modalities_predict_better()
    {
        var task = GeneratedTasks.NoisyViews(rows: 3000, subjects: 60);
        var lines = ModalityComparison
            .Run(task, GeneratedTasks.Split(task), Options, ct: TestContext.Current.CancellationToken)
            .ToDictionary(line => line.Name);
        var best = new[] { "text alone", "image alone", "sensor alone" }.Max(name => lines[name].Accuracy);
        Assert.True(lines["early"].Accuracy > best + 0.02);
        Assert.True(lines["late"].Accuracy > best + 0.02);
        Assert.True(lines["attention"].Accuracy > best + 0.02);
        Assert.True(lines["text alone"].Covered < lines["text alone"].Rows);
    }

    [Fact]
    public void A_modality_without_rows_and_a_class_without_training_rows_are_accepted()
    {
        var task = GeneratedTasks.NoisyViews(rows: 600, subjects: 20);
        Modalities[] masks = [.. task.Masks.Select(mask => mask & Modalities.Text | Modalities.Image)];
        var narrowed = task with
        {
            Masks = masks,
            Vectors = task.Vectors.Map((m, own) => m == Modality.Sensor ? new(new float[600], 600, 1) : own),
            ClassNames = [.. task.ClassNames, "never seen"],
        };
        foreach (var kind in Enum.GetValues<FusionKind>())
        {
            var model = GeneratedTasks.Train(
                narrowed,
                GeneratedTasks.Split(task),
                Options with
                {
                    Kind = kind,
                    Epochs = 3,
                }
            );
            Assert.All(model.Predict(narrowed.Vectors, masks), p => Assert.True(float.IsFinite(p)));
            Assert.Equal(0, model.Temperatures.Rows[(int)Modalities.Sensor]);
            Assert.True(model.Temperatures.Rows[(int)Modalities.Image] > 0);
            Assert.True(model.Parity(model.ToOnnx()).Holds);
        }
    }

    private static double CalibrationError(float[] probabilities, FusionTask task, int[] rows)
    {
        var classes = task.ClassNames.Count;
        float[] chosen = [.. rows.SelectMany(row => probabilities.AsSpan(row * classes, classes).ToArray())];
        var top = TopLabel.Of<float>(chosen, classes, [.. rows.Select(row => task.Labels[row])]);
        return ReliabilityDiagram.EqualWidth(top.Confidence, top.Correct, 10).Expected!.Value;
    }
}
