namespace Governance.Inference.Onnx;

/// <summary>How a session is opened.</summary>
public sealed record OnnxSessionOptions
{
    /// <summary>
    /// Threads inside one operator. The default is one: callers already run in parallel, and the results do not depend on
    /// the machine.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether to try a GPU first.</summary>
    public bool PreferGpu { get; init; } = true;

    /// <summary>Whether to fail without a GPU, instead of using the CPU.</summary>
    public bool Strict { get; init; }

    /// <summary>The number of the GPU, counted from 0.</summary>
    public int Device { get; init; }
}
