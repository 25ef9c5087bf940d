namespace Governance.Inference.Encoders;

/// <summary>
/// Readings of one or more channels from <paramref name="StartNs"/> (inclusive) to <paramref name="EndNs"/> (exclusive).
/// </summary>
/// <param name="StartNs">Nanoseconds on the clock that all channels share.</param>
/// <param name="EndNs">Nanoseconds on the same clock.</param>
public sealed record SeriesWindow(long StartNs, long EndNs, IReadOnlyList<SeriesChannel> Channels);
