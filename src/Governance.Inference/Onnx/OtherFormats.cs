using System.Text;

namespace Governance.Inference.Onnx;

/// <summary>Recognises files that are often uploaded in place of an ONNX model, so that the refusal can name their format.</summary>
internal static class OtherFormats
{
    private static ReadOnlySpan<byte> Hdf => [0x89, (byte)'H', (byte)'D', (byte)'F'];

    public static void Refuse(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            throw new UnfitModelException("file-empty");
        if (file.StartsWith("version https://git-lfs"u8))
            throw new UnfitModelException("file-lfs-pointer", file.Length, Announced(file));
        if (file.StartsWith("/annex/objects/"u8) || file.StartsWith("../.git/annex/"u8))
            throw new UnfitModelException("file-annex-pointer");
        if (file.StartsWith("PK\x03\x04"u8))
            throw new UnfitModelException("file-zip");
        if (file.StartsWith(Hdf))
            throw new UnfitModelException("file-hdf");
        if (At(file, 4, "TFL3"u8))
            throw new UnfitModelException("file-tflite");
        if (At(file, 4, "ORTM"u8))
            throw new UnfitModelException("file-ort");
        if (file.StartsWith("<"u8) || file.StartsWith("{"u8))
            throw new UnfitModelException("file-text");
        if (At(file, 8, "{\""u8))
            throw new UnfitModelException("file-safetensors");
    }

    private static bool At(ReadOnlySpan<byte> file, int offset, ReadOnlySpan<byte> magic) =>
        file.Length > offset && file[offset..].StartsWith(magic);

    /// <summary>The size of the file that a pointer refers to.</summary>
    private static string Announced(ReadOnlySpan<byte> pointer)
    {
        var line = Encoding
            .UTF8.GetString(pointer[..Math.Min(pointer.Length, 300)])
            .Split('\n')
            .FirstOrDefault(l => l.StartsWith("size ", StringComparison.Ordinal));
        return line is not null && long.TryParse(line.AsSpan(5), out var size) ? $" of {size} bytes" : "";
    }
}
