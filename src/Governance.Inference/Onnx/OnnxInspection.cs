namespace Governance.Inference.Onnx;

/// <summary>
/// What an ONNX file says about itself, read from its protobuf alone: nothing of it has been run, and ONNX Runtime has
/// not seen it. A file that must not be run never gets this far.
/// </summary>
/// <param name="Opsets">Version of each operator set the file imports, by domain; the default domain is the empty string.</param>
/// <param name="Domains">Domains of the operators that really occur, ordinal order.</param>
/// <param name="Operators">How many nodes of each operator occur, subgraphs and functions included.</param>
/// <param name="Parameters">Numbers in all initializers.</param>
/// <param name="Inputs">What a caller must feed; initializers that older files list as inputs are left out.</param>
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
    /// <summary>What ONNX Runtime 1.31 loads: https://onnxruntime.ai/docs/reference/compatibility.html, and tried.</summary>
    public const int NewestIr = 13,
        NewestOpset = 26;

    /// <summary>A gibibyte: far above the encoders that fit a portal, far below what would starve it.</summary>
    public const long DefaultMaxBytes = 1L << 30;

    /// <summary>Domains whose operators ONNX Runtime carries itself; any other would need a stranger's native library.</summary>
    public static IReadOnlySet<string> KnownDomains { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "", "ai.onnx", "ai.onnx.ml", "com.microsoft" };

    /// <exception cref="UnfitModelException">The bytes are no ONNX model, or one that is not to be run; says what and
    /// how to mend it.</exception>
    public static OnnxInspection Read(ReadOnlySpan<byte> model)
    {
        Masquerade.Refuse(model);
        return new ModelWalk().Read(model);
    }

    /// <summary>Reads at most <paramref name="maxBytes"/>; a longer file is refused without being held in memory.</summary>
    /// <inheritdoc cref="Read(ReadOnlySpan{byte})"/>
    public static (OnnxInspection Inspection, byte[] Bytes) Read(Stream model, long maxBytes = DefaultMaxBytes)
    {
        using var held = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = model.Read(buffer)) > 0; held.Write(buffer, 0, read))
        {
            if (held.Length + read > Math.Min(maxBytes, Array.MaxLength))
                throw new UnfitModelException(
                    $"The model is larger than {maxBytes / (1 << 20)} MiB.",
                    "Use a smaller or quantised model, or raise the limit in the settings."
                );
        }
        var bytes = held.ToArray();
        return (Read(bytes), bytes);
    }
}
