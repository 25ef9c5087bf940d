using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Governance.Statistics.Calibration;
using Governance.Statistics.Intervals;
using Governance.Statistics.Masks;

namespace Governance.Benchmarks;

/// <summary>
/// The mask matrix of 50,000 samples under 7 masks with 1,000 bootstrap replicates, against the same in numpy and
/// scikit-learn. Both read the same arrays before the clock starts. Python does fewer replicates; its time is taken as
/// that of the estimates and the preparation once, plus its replicates scaled to ours.
/// </summary>
internal sealed class MaskMatrixBenchmark : IBenchmark
{
    private const int Samples = 50_000,
        Classes = 4,
        Groups = 8,
        Bins = 15,
        Replicates = 1000,
        ScriptReplicates = 20,
        Repetitions = 3;
    private const double Bound = 10,
        Tolerance = 1e-9;

    public string Name => "mask-matrix";

    public async Task<Outcome> RunAsync(TextWriter output, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("mask-matrix-");
        try
        {
            var (masks, labels, groups) = Make();
            await WriteAsync(folder.FullName, masks, labels, groups, cancellation);
            var options = new MaskMatrixOptions { Bins = Bins, Replicates = Replicates };
            var rows = MaskMatrix.Of(masks, Classes, new(labels) { Groups = groups }, options with { Replicates = 50 }); // Warm-up.
            var (ours, theirs, difference) = (new List<double>(), new List<double>(), 0.0);
            for (var r = 0; r < Repetitions; r++)
            {
                ours.Add(
                    Timing.Seconds(() => rows = MaskMatrix.Of(masks, Classes, new(labels) { Groups = groups }, options))
                );
                var script = await ScriptAsync(folder.FullName, cancellation);
                theirs.Add(script.Once + script.Replicates * Replicates / ScriptReplicates);
                difference = Math.Max(difference, Difference(rows, script.Estimates));
                await output.WriteLineAsync(
                    $"  run {r + 1}: ours {ours[^1]:0.000} s; script {script.Replicates:0.00} s for "
                        + $"{ScriptReplicates} replicates, {theirs[^1]:0.0} s scaled to {Replicates} ({script.Versions})"
                );
            }
            var (mine, other) = (Timing.Median(ours), Timing.Median(theirs));
            await output.WriteLineAsync(
                $"  {Samples} samples × {masks.Length} masks × {Classes} classes, {Groups} groups, "
                    + $"{Replicates} replicates (script: {ScriptReplicates}, scaled linearly)"
            );
            await output.WriteLineAsync(
                $"  median: ours {mine:0.000} s, script {other:0.0} s; greatest difference of "
                    + $"{rows.Count * 4} estimates {difference:0.0e+0}"
            );
            return new(
                other / mine,
                "×",
                Bound,
                Fault: difference <= Tolerance
                    ? null
                    : $"estimates differ by {difference:0.0e+0}, more than {Tolerance}"
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Seven masks of a four-class problem; the more modalities, the surer and the better.</summary>
    private static ((int Mask, double[] Probabilities)[] Masks, int[] Labels, int[] Groups) Make()
    {
        var random = new SeededRandom(20);
        var (labels, groups) = (new int[Samples], new int[Samples]);
        for (var i = 0; i < Samples; i++)
            (labels[i], groups[i]) = (random.Below(Classes), random.Below(Groups));
        var masks = new (int, double[])[7];
        for (var m = 1; m <= 7; m++)
        {
            var (logits, skill) = (new double[Samples * Classes], .8 * System.Numerics.BitOperations.PopCount((uint)m));
            for (var k = 0; k < logits.Length; k++)
                logits[k] = 1.5 * random.Normal() + (labels[k / Classes] == k % Classes ? skill : 0);
            masks[m - 1] = (m, Temperature.Apply<double>(logits, Classes, 1));
        }
        return (masks, labels, groups);
    }

    /// <summary>
    /// Little-endian binary: probabilities mask after mask (float64), labels and groups (int32), and their sizes as
    /// JSON.
    /// </summary>
    private static async Task WriteAsync(
        string folder,
        (int Mask, double[] Probabilities)[] masks,
        int[] labels,
        int[] groups,
        CancellationToken cancellation
    )
    {
        await using (var file = File.Create(Path.Combine(folder, "probabilities.bin")))
            foreach (var mask in masks)
                await file.WriteAsync(MemoryMarshal.AsBytes<double>(mask.Probabilities).ToArray(), cancellation);
        await File.WriteAllBytesAsync(
            Path.Combine(folder, "labels.bin"),
            MemoryMarshal.AsBytes<int>(labels).ToArray(),
            cancellation
        );
        await File.WriteAllBytesAsync(
            Path.Combine(folder, "groups.bin"),
            MemoryMarshal.AsBytes<int>(groups).ToArray(),
            cancellation
        );
        var sizes = new
        {
            masks = masks.Length,
            samples = Samples,
            classes = Classes,
            groups = Groups,
            bins = Bins,
            replicates = ScriptReplicates,
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "sizes.json"), JsonSerializer.Serialize(sizes), cancellation);
    }

    private static async Task<ScriptAnswer> ScriptAsync(string folder, CancellationToken cancellation)
    {
        // Debian's interpreter, where Debian's packages are; another may come first on the path.
        var python = Environment.GetEnvironmentVariable("PYTHON")
            ?? (File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3");
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "mask_matrix.py"), folder])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{python} does not start.");
        var answer = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                "The script failed. It needs the packages python3-numpy and python3-sklearn."
            );
        return JsonSerializer.Deserialize<ScriptAnswer>(answer, JsonSerializerOptions.Web)!;
    }

    private static double Difference(IReadOnlyList<MaskRow> rows, double[][] estimates) =>
        rows.Zip(estimates)
            .Max(pair =>
                new[] { pair.First.Accuracy, pair.First.CalibrationError, pair.First.LogLoss, pair.First.WorstGroup }
                    .Zip(pair.Second)
                    .Max(f => Math.Abs(f.First!.Estimate - f.Second))
            );

    /// <param name="Once">Seconds for preparation and point estimates.</param>
    /// <param name="Replicates">Seconds for the script's replicates.</param>
    /// <param name="Estimates">Mask by mask: accuracy, calibration error, log loss, worst group.</param>
    private sealed record ScriptAnswer(double Once, double Replicates, double[][] Estimates, string Versions);
}
