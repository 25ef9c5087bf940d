namespace Governance.Inference.Encoders;

/// <summary>
/// Encoders that come with the portal: classical descriptors and a fixed random projection, written as ONNX, so that the
/// whole path works before anybody brings a trained encoder. 128 dimensions each, the same bytes on every machine.
/// Their vectors are not of unit length: length carries brightness, amount of text and amplitude.
/// </summary>
public static class ReferenceEncoders
{
    public const int Dimension = 128;

    /// <summary>Soft colour histograms, moments and gradient orientations of a 4 × 4 grid of cells.</summary>
    public static EncoderModel Image() => ReferenceImage.Build();

    /// <summary>Hashed character n-grams and words, ln(1 + count).</summary>
    public static EncoderModel Text() => ReferenceText.Build();

    /// <summary>Random convolution kernels over each channel, with level, spread and coverage.</summary>
    /// <param name="channels">Names of the channels in a fixed order, eight at most; none takes them as they come.</param>
    public static EncoderModel Series(params string[] channels) => ReferenceSeries.Build(channels);
}
