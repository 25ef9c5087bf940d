namespace Governance.Inference.Encoders;

/// <summary>
/// The built-in encoders: classical descriptors and a fixed random projection, written as ONNX, so that everything works
/// before a trained encoder is registered. 128 dimensions each, the same bytes on every machine. The vectors are not of
/// unit length: their length depends on brightness, amount of text and amplitude.
/// </summary>
public static class ReferenceEncoders
{
    /// <summary>Dimension of their vectors.</summary>
    public const int Dimension = 128;

    /// <summary>Soft colour histograms, moments and gradient orientations of a 4 × 4 grid of cells.</summary>
    public static EncoderModel Image() => ReferenceImage.Build();

    /// <summary>Hashed character n-grams and words, ln(1 + count).</summary>
    public static EncoderModel Text() => ReferenceText.Build();

    /// <summary>Random convolution kernels over each channel, with level, spread and coverage.</summary>
    /// <param name="channels">Names of the channels in a fixed order, at most eight; without names, the channels of a window
    /// in their order.</param>
    public static EncoderModel Series(params string[] channels) => ReferenceSeries.Build(channels);
}
