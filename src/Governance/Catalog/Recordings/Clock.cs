namespace Governance.Catalog;

/// <summary>How device time becomes reference time: reference = device × (1 + drift) + offset. Integers keep it exact.</summary>
/// <param name="OffsetNs">Added to device time, in nanoseconds.</param>
/// <param name="DriftPpb">Parts in 10⁹, about the stream's first device time.</param>
/// <param name="UncertaintyNs">One standard deviation, in nanoseconds; null = not stated.</param>
/// <param name="StatedBy">Source of the correction, such as the import map or a data sheet.</param>
public sealed record Clock(long OffsetNs, long DriftPpb, ClockMethod Method, long? UncertaintyNs, string StatedBy);
