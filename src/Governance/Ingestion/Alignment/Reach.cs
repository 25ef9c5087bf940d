namespace Governance.Ingestion;

/// <summary>The stretch of time of one part, and how near it must be.</summary>
internal readonly record struct Reach(long AnchorNs, long FromNs, long ToNs, long? ToleranceNs)
{
    public static Reach Of(long anchorNs, WindowRule window, Duration? tolerance) =>
        new(
            anchorNs,
            Saturated((Int128)anchorNs - window.Before.Ns),
            Saturated((Int128)anchorNs + window.After.Ns),
            tolerance?.Ns
        );

    /// <summary>Where an item may be: within the tolerance, or without one within the window.</summary>
    public long NearestAllowed => ToleranceNs is { } t ? Saturated((Int128)AnchorNs - t) : FromNs;
    public long FarthestAllowed => ToleranceNs is { } t ? Saturated((Int128)AnchorNs + t) : ToNs;

    private static long Saturated(Int128 ns) => (long)Int128.Clamp(ns, long.MinValue, long.MaxValue);
}
