using System.Text;

namespace Governance.Inference.Onnx;

/// <summary>Recognises files that are often uploaded in place of an ONNX model, so that the refusal can name their format.</summary>
internal static class OtherFormats
{
    private static ReadOnlySpan<byte> Hdf => [0x89, (byte)'H', (byte)'D', (byte)'F'];

    public static void Refuse(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            throw new UnfitModelException("The file is empty.", "Upload the model itself.");
        if (file.StartsWith("version https://git-lfs"u8))
            throw new UnfitModelException(
                $"This is a Git LFS pointer of {file.Length} bytes, not the model{Announced(file)}.",
                "Fetch the file itself with “git lfs pull” and upload that."
            );
        if (file.StartsWith("/annex/objects/"u8) || file.StartsWith("../.git/annex/"u8))
            throw new UnfitModelException(
                "This is a git-annex pointer, not the model.",
                "Fetch the file itself with “git annex get” and upload that."
            );
        if (file.StartsWith("PK\x03\x04"u8))
            throw Other("a zip archive (PyTorch checkpoints look like this)");
        if (file.StartsWith(Hdf))
            throw Other("an HDF5 file (Keras models look like this)");
        if (At(file, 4, "TFL3"u8))
            throw Other("a TensorFlow Lite model");
        if (At(file, 4, "ORTM"u8))
            throw Other("a model in ONNX Runtime's own format");
        if (file.StartsWith("<"u8) || file.StartsWith("{"u8))
            throw Other("text (a web page or JSON)");
        if (At(file, 8, "{\""u8))
            throw Other("a safetensors file");
    }

    private static UnfitModelException Other(string kind) =>
        new($"This is {kind}, not an ONNX model.", "Export the model to ONNX and upload that file.");

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
