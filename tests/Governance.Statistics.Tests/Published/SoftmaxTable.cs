using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Governance.Statistics.Tests.Published;

/// <summary>
/// Reads the two arrays of a NumPy archive: <c>predictions</c> (float32, n × classes) and <c>ground_truth</c> (int64,
/// n).
/// </summary>
internal static class SoftmaxTable
{
    public static (double[] Probabilities, int[] Labels) Read(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        var probabilities = MemoryMarshal.Cast<byte, float>(Body(archive, "predictions.npy", "<f4"));
        var labels = MemoryMarshal.Cast<byte, long>(Body(archive, "ground_truth.npy", "<i8"));
        return ([.. probabilities.ToArray().Select(p => (double)p)], [.. labels.ToArray().Select(l => (int)l)]);
    }

    /// <summary>The values behind the header: magic (6), version (2), header length (2), header.</summary>
    private static Span<byte> Body(ZipArchive archive, string name, string type)
    {
        using var stream = archive.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var bytes = copy.ToArray();
        var header = Encoding.ASCII.GetString(bytes, 10, BitConverter.ToUInt16(bytes, 8));
        Assert.Contains(type, header);
        Assert.Contains("'fortran_order': False", header);
        return bytes.AsSpan(10 + header.Length);
    }
}
