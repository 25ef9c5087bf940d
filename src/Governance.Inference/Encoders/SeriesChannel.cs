namespace Governance.Inference.Encoders;

/// <summary>One channel's readings.</summary>
/// <param name="TimesNs">Nanoseconds, ascending; times outside the window are not used.</param>
/// <param name="Values">As many as there are times; NaN is a gap.</param>
public sealed record SeriesChannel(string Name, ReadOnlyMemory<long> TimesNs, ReadOnlyMemory<float> Values);
