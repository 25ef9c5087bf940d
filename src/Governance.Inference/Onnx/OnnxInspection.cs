namespace Governance.Inference.Onnx;

/// <summary>
/// The contents of an ONNX file, read only from its protobuf: nothing was run, and ONNX Runtime has not read it. A file that
/// must not be run is rejected before.
/// </summary>
/// <param name="Producer">The program that wrote the file.</param>
/// <param name="Opsets">Version of each operator set the file imports, by domain; the default domain is the empty string.</param>
/// <param name="Domains">Domains of the operators that occur, in ordinal order.</param>
/// <param name="Operators">Number of nodes of each operator, including subgraphs and functions.</param>
/// <param name="Parameters">Count of the numbers in all initializers.</param>
/// <param name="Inputs">The inputs that a caller must give, without initializers that older files list as inputs.</param>
public sealed record OnnxInspection(
    long IrVersion,
    string Producer,
    string GraphName,
    IReadOnlyDictionary<string, long> Opsets,
    IReadOnlyList<string> Domains,
    IReadOnlyDictionary<string, int> Operators,
    long Parameters,
    IReadOnlyList<OnnxTensor> Inputs,
    IReadOnlyList<OnnxTensor> Outputs,
    IReadOnlyDictionary<string, string> Metadata
)
{
    /// <summary>The newest that ONNX Runtime 1.31 loads (https://onnxruntime.ai/docs/reference/compatibility.html, and tested).</summary>
    public const int NewestIr = 13,
        NewestOpset = 26;

    /// <summary>The default limit of a model file, 1 GiB: enough for encoders, and small enough for a server's memory.</summary>
    public const long DefaultMaxBytes = 1L << 30;

    /// <summary>Domains of operators that ONNX Runtime includes; others need an untrusted native library.</summary>
    public static IReadOnlySet<string> KnownDomains { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "", "ai.onnx", "ai.onnx.ml", "com.microsoft" };

    /// <summary>Inspects a model.</summary>
    /// <exception cref="UnfitModelException">The bytes are not an ONNX model, or one that must not be run.</exception>
    public static OnnxInspection Read(ReadOnlySpan<byte> model)
    {
        OtherFormats.Refuse(model);
        return new ModelWalk().Read(model);
    }

    /// <summary>Reads at most <paramref name="maxBytes"/>; a longer file is rejected without being loaded into memory.</summary>
    /// <inheritdoc cref="Read(ReadOnlySpan{byte})"/>
    public static (OnnxInspection Inspection, byte[] Bytes) Read(Stream model, long maxBytes = DefaultMaxBytes)
    {
        using var held = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = model.Read(buffer)) > 0; held.Write(buffer, 0, read))
        {
            if (held.Length + read > Math.Min(maxBytes, Array.MaxLength))
                throw new UnfitModelException("model-too-large", maxBytes / (1 << 20));
        }
        var bytes = held.ToArray();
        return (Read(bytes), bytes);
    }
}
