using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference.Onnx;

/// <summary>
/// A model that has passed <see cref="OnnxInspection"/> and that ONNX Runtime has opened on the best execution provider that
/// works on this machine. Safe for concurrent callers.
/// </summary>
public sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;

    // A failed run throws an exception, so ONNX Runtime does not need to print it as well.
    private readonly RunOptions _run = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };

    private OnnxSession(
        InferenceSession session,
        OnnxInspection inspection,
        string provider,
        InferenceFault? fallback
    ) => (_session, Inspection, ProviderUsed, FallbackReason) = (session, inspection, provider, fallback);

    /// <summary>The contents of the model file.</summary>
    public OnnxInspection Inspection { get; }

    /// <summary>The execution provider, by ONNX Runtime's name: <c>CPUExecutionProvider</c>, <c>CUDAExecutionProvider</c>.</summary>
    public string ProviderUsed { get; }

    /// <summary>Why a GPU that was asked for is not used; null otherwise.</summary>
    public InferenceFault? FallbackReason { get; }

    /// <summary>Inspects and opens a model.</summary>
    /// <exception cref="UnfitModelException">The bytes are not a model that may be run, or ONNX Runtime rejects them.</exception>
    public static OnnxSession Open(byte[] model, OnnxSessionOptions? options = null)
    {
        var inspection = OnnxInspection.Read(model);
        if (inspection.Inputs.FirstOrDefault(i => i.Type == OnnxType.Undefined) is { } odd)
            throw new UnfitModelException("input-not-a-tensor", odd.Name);
        var wanted = options ?? new();
        var (session, provider, fallback) = Providers.Open(model, wanted);
        return new(session, inspection, provider, fallback);
    }

    /// <summary>Computes <paramref name="outputs"/> from <paramref name="inputs"/>; the caller disposes the result.</summary>
    /// <exception cref="OnnxRuntimeException">Shapes or values do not fit the model.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputs,
        IReadOnlyCollection<string> outputs
    ) => _session.Run(_run, inputNames, inputs, outputs);

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
