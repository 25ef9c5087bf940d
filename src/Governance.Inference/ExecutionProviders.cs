using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference;

/// <summary>What ONNX Runtime can compute on in this process: what its native library really holds, not what was asked for.</summary>
public static class ExecutionProviders
{
    /// <summary>Names as ONNX Runtime has them, best first: <c>CUDAExecutionProvider</c>, <c>CPUExecutionProvider</c>.</summary>
    public static IReadOnlyList<string> Available { get; } = OrtEnv.Instance().GetAvailableProviders();
}
