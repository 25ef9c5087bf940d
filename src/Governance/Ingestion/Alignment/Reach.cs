namespace Governance.Ingestion;

/// <summary>The window of one part around its anchor, with its tolerance.</summary>
internal readonly record struct Reach(long AnchorNs, long FromNs, long ToNs, long? ToleranceNs)
{
    public static Reach Of(long anchorNs, WindowRule window, Duration? tolerance) =>
        new(
            anchorNs,
            Saturated((Int128)anchorNs - window.Before.Ns),
            Saturated((Int128)anchorNs + window.After.Ns),
            tolerance?.Ns
        );

    /// <summary>Where an item may be: within the tolerance, or within the window when there is none.</summary>
    public long NearestAllowed => ToleranceNs is { } t ? Saturated((Int128)AnchorNs - t) : FromNs;
    public long FarthestAllowed => ToleranceNs is { } t ? Saturated((Int128)AnchorNs + t) : ToNs;

    private static long Saturated(Int128 ns) => (long)Int128.Clamp(ns, long.MinValue, long.MaxValue);
}
