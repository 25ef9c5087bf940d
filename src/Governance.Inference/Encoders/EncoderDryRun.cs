namespace Governance.Inference.Encoders;

/// <summary>The result of an encoder on made-up input.</summary>
/// <param name="Provider">The execution provider, by ONNX Runtime's name.</param>
/// <param name="FallbackReason">Why a GPU was not used; null when none was asked for or one was used.</param>
/// <param name="Norm">L2 norm of one of the vectors.</param>
/// <param name="LongestDifference">The greatest difference between a vector computed alone and in a batch: 0 or a rounding
/// error for a correct fp32 model.</param>
/// <param name="Milliseconds">Duration of the batch of three, including warm-up.</param>
/// <param name="Alike">Three different inputs have the same vector: the model is not an encoder, or ignores its input.</param>
public sealed record EncoderDryRun(
    string Provider,
    InferenceFault? FallbackReason,
    int Dimension,
    double Norm,
    float LongestDifference,
    double Milliseconds,
    bool Alike
);
