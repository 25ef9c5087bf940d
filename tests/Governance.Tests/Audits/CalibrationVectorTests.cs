using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Governance.Audits;
using Governance.Platform.Runs;

namespace Governance.Tests.Audits;

/// <summary>
/// Ten thousand recorded softmax outputs of an image classifier with a published calibration error. Runs only beside the
/// shared test data.
/// </summary>
public sealed class CalibrationVectorTests
{
    private const string Recorded = "vectors/calibration/lenet-5-cifar-10.npz";
    private const int Classes = 10;

    [Fact]
    public void The_audit_finds_the_published_calibration_error_and_accuracy()
    {
        var path = Find();
        Assert.SkipWhen(path is null, $"{Recorded} is not beside the repository.");
        var (probabilities, labels) = Read(path!);
        var n = labels.Length;
        var rows = new AuditedRows(
            [.. Enumerable.Range(0, Classes).Select(c => $"c{c}")],
            Modalities.Image,
            new(new(new float[n], n, 1), new(new float[n], n, 1), new(new float[n], n, 1)),
            [.. Enumerable.Repeat(Modalities.Image, n)],
            labels,
            [.. Enumerable.Range(0, n)],
            [.. Enumerable.Repeat("all", n)],
            [
                .. Enumerable
                    .Range(0, n)
                    .Select(_ => (IReadOnlyDictionary<string, string>)new Dictionary<string, string>()),
            ]
        );
        var core = CoreMeasures.Of(
            rows,
            MaskedPredictions.Of(rows, (_, _) => probabilities),
            null,
            new() { Replicates = 100 },
            new RunCounter(TestContext.Current.CancellationToken)
        );
        Assert.Equal(.107888, Judgement.Named(core.Calibration.Measures, "ece").Value!.Value, 6);
        Assert.Equal(.107888, core.Masks.Rows[0].CalibrationError.Value!.Value, 6);
        Assert.Equal(.5308, Judgement.Named(core.Overall, "accuracy").Value!.Value, 9);
    }

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("GOVERNANCE_SHARED");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", Recorded) is var path && File.Exists(path))
                return path;
        return named is not null && File.Exists(Path.Combine(named, Recorded)) ? Path.Combine(named, Recorded) : null;
    }

    private static (float[] Probabilities, int[] Labels) Read(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        float[]? probabilities = null;
        int[]? labels = null;
        foreach (var entry in archive.Entries)
        {
            using var bytes = new MemoryStream();
            using (var content = entry.Open())
                content.CopyTo(bytes);
            var (type, data) = Array(bytes.ToArray());
            if (type == "<i8")
                labels = [.. MemoryMarshal.Cast<byte, long>(data).ToArray().Select(l => (int)l)];
            else
                probabilities =
                    type == "<f4"
                        ? MemoryMarshal.Cast<byte, float>(data).ToArray()
                        : [.. MemoryMarshal.Cast<byte, double>(data).ToArray().Select(p => (float)p)];
        }
        return (probabilities!, labels!);
    }

    /// <summary>The element type and the values of an array in NumPy's format, version 1.</summary>
    private static (string Type, byte[] Data) Array(byte[] file)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        var header = System.Text.Encoding.ASCII.GetString(file, 10, length);
        return (Regex.Match(header, "'descr': '([^']+)'").Groups[1].Value, file[(10 + length)..]);
    }
}
