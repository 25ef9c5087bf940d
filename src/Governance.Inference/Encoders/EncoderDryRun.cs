namespace Governance.Inference.Encoders;

/// <summary>What an encoder made of input that was made up.</summary>
/// <param name="LongestDifference">Largest difference between a vector computed alone and in a batch: 0 or a rounding
/// error in a sound fp32 model.</param>
/// <param name="Alike">It gave three different inputs the same vector: it may be no encoder, or one that looks at something else.</param>
public sealed record EncoderDryRun(
    string Provider,
    string? FallbackReason,
    int Dimension,
    double Norm,
    float LongestDifference,
    double Milliseconds,
    bool Alike
);
