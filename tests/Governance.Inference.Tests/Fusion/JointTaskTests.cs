using Governance.Inference.Fusion;

namespace Governance.Inference.Tests.Fusion;

/// <summary>Fusion must find what only the modalities together tell, and stay honest when one of them is gone.</summary>
public sealed class JointTaskTests
{
    private static readonly FusionOptions s_options = new() { Hidden = 32, Epochs = 14, Batch = 64, LearningRate = 3e-3f };

    [Fact]
    public void What_two_modalities_tell_together_is_learned_by_fusion_and_by_no_single_one()
    {
        var task = GeneratedTasks.ExclusiveOr();
        var lines = ModalityComparison.Run(task, GeneratedTasks.Split(task), s_options, ct: TestContext.Current.CancellationToken).ToDictionary(line => line.Name);
        Assert.Equal(["early", "late", "attention", "text alone", "image alone", "sensor alone", "class frequencies"], lines.Keys);
        Assert.True(lines["early"].Accuracy > 0.95, $"early: {lines["early"].Accuracy}");
        Assert.True(lines["attention"].Accuracy > 0.95, $"attention: {lines["attention"].Accuracy}");
        // A coin's toss over some 400 rows strays by 0.025.
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
        foreach (var task in new[] { GeneratedTasks.ExclusiveOr(), GeneratedTasks.NoisyViews(rows: 3000, subjects: 60) })
        {
            var split = GeneratedTasks.Split(task);
            var model = GeneratedTasks.Train(task, split, s_options with { Kind = kind });
            for (byte mask = 1; mask <= 7; mask++)
            {
                int[] rows = [.. split.Test.Where(row => (task.Masks[row] & mask) == mask)];
                var masks = new byte[task.Rows];
                masks.AsSpan().Fill(mask);
                var probabilities = model.Predict(task.Vectors, masks);
                Assert.All(probabilities, p => Assert.True(float.IsFinite(p)));
                var error = CalibrationError(probabilities, task, rows);
                Assert.True(error < 0.1, $"{kind}, {ModalityMask.Describe(mask)}: {error:0.000} over {rows.Length} rows");
            }
        }
    }

    [Fact]
    public void More_modalities_tell_more()
    {
        var task = GeneratedTasks.NoisyViews(rows: 3000, subjects: 60);
        var lines = ModalityComparison.Run(task, GeneratedTasks.Split(task), s_options, ct: TestContext.Current.CancellationToken).ToDictionary(line => line.Name);
        var best = new[] { "text alone", "image alone", "sensor alone" }.Max(name => lines[name].Accuracy);
        Assert.True(lines["early"].Accuracy > best + 0.02);
        Assert.True(lines["late"].Accuracy > best + 0.02);
        Assert.True(lines["attention"].Accuracy > best + 0.02);
        Assert.True(lines["text alone"].Covered < lines["text alone"].Rows);
    }

    private static double CalibrationError(float[] probabilities, FusionTask task, int[] rows)
    {
        var classes = task.ClassNames.Count;
        var gaps = new double[10];
        foreach (var row in rows)
        {
            var p = probabilities.AsSpan(row * classes, classes).ToArray();
            var first = Array.IndexOf(p, p.Max());
            gaps[Math.Min(9, (int)(p[first] * 10))] += (first == task.Labels[row] ? 1 : 0) - p[first];
        }
        return gaps.Sum(Math.Abs) / rows.Length;
    }
}
