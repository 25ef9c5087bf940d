namespace Governance.Inference.Encoders;

/// <summary>One input of an encoder: an image, a text or a series window.</summary>
public sealed record EncoderInput
{
    private EncoderInput() { }

    /// <summary>The bytes of an image file; null for another modality.</summary>
    public ReadOnlyMemory<byte>? Image { get; private init; }

    /// <summary>The bounds within which the image is decoded.</summary>
    public PictureBounds ImageBounds { get; private init; } = PictureBounds.Default;

    /// <summary>The text; null for another modality.</summary>
    public string? Text { get; private init; }

    /// <summary>The window; null for another modality.</summary>
    public SeriesWindow? Series { get; private init; }

    /// <summary>An image, from the bytes of a JPEG, PNG, WebP or TIFF file.</summary>
    /// <param name="bounds">The bounds of what is decoded; null uses the default ones.</param>
    public static EncoderInput OfImage(ReadOnlyMemory<byte> file, PictureBounds? bounds = null) =>
        new() { Image = file, ImageBounds = bounds ?? PictureBounds.Default };

    /// <summary>A text.</summary>
    public static EncoderInput OfText(string text) => new() { Text = text };

    /// <summary>A window of sensor series.</summary>
    public static EncoderInput OfSeries(SeriesWindow window) => new() { Series = window };
}
