namespace Governance.Inference.Encoders;

/// <summary>
/// How a window of channels with different sampling times becomes a grid: float [N, channels, samples]. A step with readings
/// is their mean, a step between readings is interpolated, and a step in a gap is 0 after normalisation and 0 in the mask.
/// </summary>
/// <param name="Input">Name of the model's input for the values.</param>
/// <param name="ChannelCount">Number of channels of the model.</param>
/// <param name="Samples">Number of steps of the grid.</param>
/// <param name="Channels">Names in the order of the model's channels; a missing channel is one gap. Null uses the channels
/// of the window in their order.</param>
/// <param name="Mask">Input for the mask, 1 where there is a value: float [N, channels, samples]; null when the model has none.</param>
/// <param name="Scales">
/// Input for what normalisation removes: float [N, channels, 3], level and spread as sign(x)·ln(1+|x|) and the share of
/// the window that is covered; null when the model has none.
/// </param>
/// <param name="LongestBridge">The longest gap that is interpolated, in median intervals of its channel.</param>
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
    /// <summary>64 MB for each window; 256 channels of a million samples need a gigabyte.</summary>
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
            yield return "The longest gap to interpolate is negative or not a number.";
    }
}
