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

/// <summary>Readings of some channels from <paramref name="StartNs"/> until before <paramref name="EndNs"/>, nanoseconds on one clock.</summary>
public sealed record SeriesWindow(long StartNs, long EndNs, IReadOnlyList<SeriesChannel> Channels);

/// <summary>One channel's readings.</summary>
/// <param name="TimesNs">Ascending; those outside the window are not used.</param>
/// <param name="Values">As many as there are times; NaN is a gap.</param>
public sealed record SeriesChannel(string Name, ReadOnlyMemory<long> TimesNs, ReadOnlyMemory<float> Values);

/// <summary>One input that cannot be encoded, in words for the person who looks after the data. It fails alone.</summary>
public class UnreadableInputException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What became of one input: a vector, or the reason why there is none.</summary>
public readonly record struct Encoded<TKey>(TKey Key, float[]? Vector, string? Failure);
