namespace Governance.Inference.Onnx;

/// <summary>What a model did with made-up input.</summary>
/// <param name="Milliseconds">Of the run that succeeded, the first one after opening: warming up included.</param>
public sealed record DryRunReport(
    string Provider,
    IReadOnlyList<DryTensor> Inputs,
    IReadOnlyList<DryTensor> Outputs,
    double Milliseconds
);
