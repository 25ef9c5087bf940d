namespace Governance.Inference.Encoders;

/// <summary>One thing to be encoded: exactly one of the three.</summary>
public sealed record EncoderInput
{
    private EncoderInput() { }

    public ReadOnlyMemory<byte>? Image { get; private init; }
    public PictureBounds ImageBounds { get; private init; } = PictureBounds.Default;
    public string? Text { get; private init; }
    public SeriesWindow? Series { get; private init; }

    /// <summary>An image file's bytes: JPEG, PNG, WebP, TIFF.</summary>
    /// <param name="bounds">Of what is accepted; null = the default ones, within which an import keeps every image.</param>
    public static EncoderInput OfImage(ReadOnlyMemory<byte> file, PictureBounds? bounds = null) =>
        new() { Image = file, ImageBounds = bounds ?? PictureBounds.Default };

    public static EncoderInput OfText(string text) => new() { Text = text };

    public static EncoderInput OfSeries(SeriesWindow window) => new() { Series = window };
}
