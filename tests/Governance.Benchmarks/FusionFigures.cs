using Governance.Inference.Fusion;
using Governance.Models;

namespace Governance.Benchmarks;

/// <summary>
/// The three fusions and each modality alone with the default training, over ten seeds of the weights on the declared split:
/// on the sample workspace and, where its files lie in the folder that GOVERNANCE_SHARED names, on D1NAMO. The bound is that the
/// best fusion is right at least as often as the best single modality on the sample workspace, both as means over the seeds.
/// </summary>
internal sealed class FusionFigures : IBenchmark
{
    private const int Seeds = 10;

    public string Name => "fusion-figures";

    public async Task<Outcome> RunAsync(TextWriter output, CancellationToken cancellation)
    {
        await using var place = await FusionWorkplace.OpenAsync(cancellation);
        var gain = await MeasureAsync("sample workspace", await place.SampleAsync(cancellation), output, cancellation);
        if (Meals() is { } meals)
            await MeasureAsync(
                "D1NAMO",
                await place.MealsAsync(
                    meals.Folder,
                    await File.ReadAllTextAsync(meals.Map, cancellation),
                    cancellation
                ),
                output,
                cancellation
            );
        else
            await output.WriteLineAsync("  D1NAMO: skipped, GOVERNANCE_SHARED names no folder with data/d1namo");
        return new(100 * gain, "points of accuracy over the best single modality", 0);
    }

    /// <returns>The mean accuracy of the best fusion minus that of the best single modality.</returns>
    private static async Task<double> MeasureAsync(
        string name,
        TrainingSet set,
        TextWriter output,
        CancellationToken ct
    )
    {
        if (set.Fault("label") is { } fault)
            throw new InvalidOperationException(fault.What);
        var split = set.Split(seed: 1);
        await output.WriteLineAsync(
            $"  {name}: {set.Rows.Count} samples of {set.Subjects} subjects, split by {set.Declared!.By ?? "subject"} with "
                + $"seed {set.Declared.Seed}: {Part(set, split.Train)} for training, {Part(set, split.Validation)} for "
                + $"validation, {Part(set, split.Test)} for testing"
        );
        var lines = new List<ComparisonLine>();
        for (var seed = 1; seed <= Seeds; seed++)
            lines.AddRange(ModalityComparison.Run(set.Task, split, new FusionOptions { Seed = seed }, ct: ct));
        var means = new Dictionary<string, (bool Fusion, double Accuracy)>();
        foreach (var group in lines.GroupBy(l => l.Name))
        {
            var of = group.ToList();
            means[group.Key] = (of[0].Kind is not null, of.Average(l => l.Accuracy));
            await output.WriteLineAsync(
                $"    {group.Key, -18} accuracy {Spread(of, l => l.Accuracy)}, log loss "
                    + $"{Spread(of, l => l.NegativeLogLikelihood)}, calibration error {Spread(of, l => l.CalibrationError)}"
            );
        }
        var single = means.Where(m => m.Key.EndsWith("alone", StringComparison.Ordinal)).Max(m => m.Value.Accuracy);
        return means.Where(m => m.Value.Fusion).Max(m => m.Value.Accuracy) - single;
    }

    private static string Part(TrainingSet set, int[] rows) =>
        $"{rows.Length} of {rows.Select(row => set.SubjectNumbers[row]).Distinct().Count()} subjects";

    private static string Spread(List<ComparisonLine> lines, Func<ComparisonLine, double> figure)
    {
        var mean = lines.Average(figure);
        var deviation = Math.Sqrt(lines.Sum(l => Math.Pow(figure(l) - mean, 2)) / (lines.Count - 1));
        return $"{mean:0.000} ± {deviation:0.000}";
    }

    private static (string Folder, string Map)? Meals()
    {
        if (Environment.GetEnvironmentVariable("GOVERNANCE_SHARED") is not { Length: > 0 } shared)
            return null;
        var folder = Path.Combine(shared, "data", "d1namo");
        for (var root = new DirectoryInfo(AppContext.BaseDirectory); root is not null; root = root.Parent)
            if (
                Path.Combine(root.FullName, "docs", "guide", "examples", "meals.import-map.json") is var map
                && File.Exists(map)
                && Directory.Exists(folder)
            )
                return (folder, map);
        return null;
    }
}
