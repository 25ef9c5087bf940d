namespace Governance.Inference.Encoders;

/// <summary>
/// A window of several channels, each on its own clock, becomes a grid: float [N, channels, samples]. A step that holds
/// readings takes their mean; one between readings is interpolated; one in a gap is 0 after normalisation and 0 in the mask.
/// </summary>
/// <param name="Channels">Names in the order of the model's channels; null takes them as they come. Missing ones are
/// gaps throughout.</param>
/// <param name="ChannelCount">How many channels the model has.</param>
/// <param name="Mask">Input for the mask, 1 where there is a value: float [N, channels, samples]; null when the model has none.</param>
/// <param name="Scales">
/// Input for what normalising takes away: float [N, channels, 3], level and spread as sign(x)·ln(1+|x|) and the share of
/// the window that is covered; null when the model has none.
/// </param>
/// <param name="LongestBridge">A gap up to so many usual intervals of its channel is interpolated.</param>
public sealed record SeriesPreparation(
    string Input,
    int ChannelCount,
    int Samples,
    SeriesNormalisation Normalisation = SeriesNormalisation.ZScore,
    IReadOnlyList<string>? Channels = null,
    string? Mask = null,
    string? Scales = null,
    double LongestBridge = 3
)
{
    /// <summary>64 MB a window: 256 channels of a million samples would be a gigabyte.</summary>
    private const int MostNumbers = 1 << 24;

    internal IEnumerable<string> Faults()
    {
        if (Input.Length == 0)
            yield return "The name of the series input is missing.";
        if (ChannelCount is < 1 or > 256)
            yield return $"{ChannelCount} channels are not between 1 and 256.";
        if (Samples is < 2 or > 1 << 20)
            yield return $"{Samples} samples are not between 2 and 1,048,576.";
        if ((long)ChannelCount * Samples > MostNumbers)
            yield return $"{ChannelCount} channels of {Samples} samples are more than {MostNumbers:N0} numbers.";
        if (Channels?.Any(string.IsNullOrWhiteSpace) == true)
            yield return "A channel has no name.";
        if (Channels is not null && Channels.Distinct(StringComparer.Ordinal).Count() < Channels.Count)
            yield return "A channel is named twice.";
        if (Channels is not null && Channels.Count != ChannelCount)
            yield return $"{Channels.Count} names are given for {ChannelCount} channels.";
        if (!(LongestBridge >= 0) || !double.IsFinite(LongestBridge))
            yield return "The longest bridge is negative or not a number.";
    }
}
