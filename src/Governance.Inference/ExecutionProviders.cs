using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference;

/// <summary>The execution providers that ONNX Runtime's native library has in this process.</summary>
public static class ExecutionProviders
{
    /// <summary>ONNX Runtime's names, best first: <c>CUDAExecutionProvider</c>, <c>CPUExecutionProvider</c>.</summary>
    public static IReadOnlyList<string> Available { get; } = OrtEnv.Instance().GetAvailableProviders();
}
