namespace Governance.Inference.Onnx;

/// <summary>The result of a model on made-up input.</summary>
/// <param name="Provider">The execution provider, by ONNX Runtime's name.</param>
/// <param name="Milliseconds">Duration of the run that succeeded, including warm-up.</param>
public sealed record DryRunReport(
    string Provider,
    IReadOnlyList<DryTensor> Inputs,
    IReadOnlyList<DryTensor> Outputs,
    double Milliseconds
);
