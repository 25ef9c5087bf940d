using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference.Onnx;

/// <summary>
/// Opens a session on a GPU if this build of ONNX Runtime supports it and it works, otherwise on the CPU. Asking the CPU
/// build for CUDA throws EntryPointNotFoundException or an ONNX Runtime error, depending on the overload, so the list of
/// providers is checked first, and every failure is caught and kept as the reason.
/// </summary>
internal static class Providers
{
    public const string Cpu = "CPUExecutionProvider",
        Cuda = "CUDAExecutionProvider";

    public static (InferenceSession Session, string Provider, InferenceFault? Fallback) Open(
        byte[] model,
        OnnxSessionOptions options
    )
    {
        InferenceFault? fallback = null;
        if (options.PreferGpu || options.Strict)
        {
            if (TryCuda(model, options, out fallback) is { } onGpu)
                return (onGpu, Cuda, null);
            if (options.Strict)
                throw new UnfitModelException(InferenceFault.Of("gpu-required").Because(fallback!));
        }
        return (OpenOnCpu(model, options), Cpu, fallback);
    }

    private static InferenceSession? TryCuda(byte[] model, OnnxSessionOptions options, out InferenceFault? fallback)
    {
        fallback = null;
        if (!ExecutionProviders.Available.Contains(Cuda))
        {
            fallback = InferenceFault.Of("gpu-not-in-build", string.Join(", ", ExecutionProviders.Available));
            return null;
        }
        try
        {
            using var settings = Settings(options);
            settings.AppendExecutionProvider_CUDA(options.Device);
            if (options.Strict)
                settings.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
            return new InferenceSession(model, settings);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException or OnnxRuntimeException)
        {
            fallback = InferenceFault.Of("gpu-does-not-open");
            return null;
        }
    }

    private static InferenceSession OpenOnCpu(byte[] model, OnnxSessionOptions options)
    {
        try
        {
            using var settings = Settings(options);
            return new InferenceSession(model, settings);
        }
        catch (OnnxRuntimeException e)
        {
            throw new UnfitModelException(InferenceFault.Of("model-rejected"), e);
        }
    }

    private static SessionOptions Settings(OnnxSessionOptions options)
    {
        var settings = new SessionOptions
        {
            IntraOpNumThreads = options.Threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Threads that spin while they wait keep the cores of an idle web host busy.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        settings.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return settings;
    }
}
