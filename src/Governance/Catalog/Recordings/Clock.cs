namespace Governance.Catalog;

/// <summary>reference = device × (1 + drift) + offset. Integers, so that a correction is exact and repeatable.</summary>
/// <param name="OffsetNs">Added to device time.</param>
/// <param name="DriftPpb">Parts in 10⁹, about the stream's first device time.</param>
/// <param name="UncertaintyNs">One standard deviation; null = not stated.</param>
/// <param name="StatedBy">The import map, a person, an estimate.</param>
public sealed record Clock(long OffsetNs, long DriftPpb, ClockMethod Method, long? UncertaintyNs, string StatedBy);
