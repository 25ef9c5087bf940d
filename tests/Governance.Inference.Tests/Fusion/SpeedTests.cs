using System.Diagnostics;
using Governance.Inference.Fusion;

namespace Governance.Inference.Tests.Fusion;

public sealed class SpeedTests(ITestOutputHelper output)
{
    /// <summary>12,000 training rows of 3 × 128, two epochs of the twelve: a fall to scalar code is ten times slower and fails.</summary>
    [Fact]
    public void Two_epochs_of_twelve_thousand_rows_take_seconds()
    {
        var task = GeneratedTasks.NoisyViews(rows: 20_000, subjects: 100, dimension: 128);
        var split = GeneratedTasks.Split(task);
        var watch = Stopwatch.StartNew();
        var model = GeneratedTasks.Train(task, split, new() { Epochs = 2 });
        output.WriteLine($"{split.Train.Length} rows, {model.ParameterCount} parameters, 2 epochs: {watch.Elapsed.TotalSeconds:0.00} s, validation {model.Curve[^1].ValidationAccuracy:0.000}");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }
}
