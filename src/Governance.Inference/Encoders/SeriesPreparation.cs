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

    internal IEnumerable<InferenceFault> Faults()
    {
        if (Input.Length == 0)
            yield return InferenceFault.Of("series-input-unnamed");
        if (ChannelCount is < 1 or > 256)
            yield return InferenceFault.Of("channels-out-of-range", ChannelCount);
        if (Samples is < 2 or > 1 << 20)
            yield return InferenceFault.Of("samples-out-of-range", Samples);
        if ((long)ChannelCount * Samples > MostNumbers)
            yield return InferenceFault.Of("series-too-large", ChannelCount, Samples, MostNumbers);
        if (Channels?.Any(string.IsNullOrWhiteSpace) == true)
            yield return InferenceFault.Of("channel-unnamed");
        if (Channels is not null && Channels.Distinct(StringComparer.Ordinal).Count() < Channels.Count)
            yield return InferenceFault.Of("channel-twice");
        if (Channels is not null && Channels.Count != ChannelCount)
            yield return InferenceFault.Of("channel-names-differ", Channels.Count, ChannelCount);
        if (!(LongestBridge >= 0) || !double.IsFinite(LongestBridge))
            yield return InferenceFault.Of("gap-not-a-number");
    }
}
