using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference.Onnx;

/// <summary>
/// A model that has passed <see cref="OnnxInspection"/> and that ONNX Runtime has opened on the best execution provider
/// that really works here. Safe for concurrent callers.
/// </summary>
public sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;

    // What goes wrong in a run comes back as an exception; it need not be printed as well.
    private readonly RunOptions _run = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };

    private OnnxSession(InferenceSession session, OnnxInspection inspection, string provider, string? fallback) =>
        (_session, Inspection, ProviderUsed, FallbackReason) = (session, inspection, provider, fallback);

    public OnnxInspection Inspection { get; }

    /// <summary>What it computes on, in ONNX Runtime's words: <c>CPUExecutionProvider</c>, <c>CUDAExecutionProvider</c>.</summary>
    public string ProviderUsed { get; }

    /// <summary>Why a GPU that was asked for is not used; null when nothing was given up.</summary>
    public string? FallbackReason { get; }

    /// <exception cref="UnfitModelException">The bytes are no model that may be run, or ONNX Runtime refuses them.</exception>
    public static OnnxSession Open(byte[] model, OnnxSessionOptions? options = null)
    {
        var inspection = OnnxInspection.Read(model);
        if (inspection.Inputs.FirstOrDefault(i => i.Type == OnnxType.Undefined) is { } odd)
            throw new UnfitModelException(
                $"The input “{odd.Name}” is not a tensor.",
                "Export the model with tensors as inputs."
            );
        var wanted = options ?? new();
        var (session, provider, fallback) = Providers.Open(model, wanted);
        return new(session, inspection, provider, fallback);
    }

    /// <summary>Feeds <paramref name="inputs"/> and computes <paramref name="outputs"/>. Dispose what comes back.</summary>
    /// <exception cref="OnnxRuntimeException">Shapes or values do not suit the model.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputs,
        IReadOnlyCollection<string> outputs
    ) => _session.Run(_run, inputNames, inputs, outputs);

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
