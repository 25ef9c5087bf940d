namespace Governance.Inference.Encoders;

/// <summary>
/// Readings of some channels from <paramref name="StartNs"/> until before <paramref name="EndNs"/>, nanoseconds on one
/// clock.
/// </summary>
public sealed record SeriesWindow(long StartNs, long EndNs, IReadOnlyList<SeriesChannel> Channels);
