namespace Governance.Inference.Onnx;

/// <summary>How a session is opened.</summary>
public sealed record OnnxSessionOptions
{
    /// <summary>
    /// Threads inside one operator. One by default: callers run in parallel already, and results then never depend on
    /// the machine.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Ask for a GPU first.</summary>
    public bool PreferGpu { get; init; } = true;

    /// <summary>Refuse to open at all when the GPU is not to be had, instead of computing on the CPU.</summary>
    public bool Strict { get; init; }

    /// <summary>Number of the GPU.</summary>
    public int Device { get; init; }
}
