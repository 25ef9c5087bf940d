using Governance.Catalog;

namespace Governance.Ingestion;

/// <summary>reference = device × (1 + drift) + offset, in whole nanoseconds.</summary>
internal static class ClockMath
{
    public static Clock ClockOf(ClockRule? rule) =>
        rule is null
            ? new(0, 0, ClockMethod.Assumed, null, "import map")
            : new(
                rule.Offset.Ns,
                (long)decimal.Round(rule.DriftPpm * 1_000),
                ClockMethod.Declared,
                rule.Uncertainty?.Ns,
                rule.StatedBy
            );

    /// <summary>
    /// Reference time of a device time; null when it leaves the range of nanoseconds. Rounds towards minus infinity, so
    /// that the result is repeatable.
    /// </summary>
    public static long? ToReference(long deviceNs, long firstNs, Clock clock)
    {
        var drift = ((Int128)deviceNs - firstNs) * clock.DriftPpb;
        var whole = drift / 1_000_000_000 - (drift % 1_000_000_000 < 0 ? 1 : 0);
        var ns = deviceNs + whole + clock.OffsetNs;
        return ns < long.MinValue || ns > long.MaxValue ? null : (long)ns;
    }
}
