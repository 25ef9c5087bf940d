using System.Globalization;

namespace Governance.Platform;

/// <summary>
/// Sensor time: nanoseconds since the Unix epoch as <see cref="long"/> (years 1677 to 2262), never floating point.
/// DateTimeOffset keeps 100 ns, so conversions from it are exact and conversions to it round down.
/// </summary>
public static class NanoTime
{
    /// <summary>Nanoseconds of a second.</summary>
    public const long PerSecond = 1_000_000_000;

    /// <summary>Nanoseconds of a .NET tick.</summary>
    public const long PerTick = 100;

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    /// <exception cref="OverflowException">The instant is outside the years 1677 to 2262.</exception>
    public static long From(DateTimeOffset instant) =>
        checked((instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * PerTick);

    /// <summary>The instant in UTC, rounded down to 100 ns.</summary>
    public static DateTimeOffset ToInstant(long ns) => DateTimeOffset.UnixEpoch.AddTicks(FloorDiv(ns, PerTick));

    /// <summary>ISO 8601 in UTC with only the sub-second digits that are there: 0, 3, 6 or 9.</summary>
    public static string Iso(long ns)
    {
        var seconds = FloorDiv(ns, PerSecond);
        var rest = ns - seconds * PerSecond;
        var whole = DateTimeOffset
            .FromUnixTimeSeconds(seconds)
            .ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        if (rest == 0)
            return whole + "Z";
        var digits = rest.ToString("D9", CultureInfo.InvariantCulture);
        digits =
            digits.EndsWith("000000", StringComparison.Ordinal) ? digits[..3]
            : digits.EndsWith("000", StringComparison.Ordinal) ? digits[..6]
            : digits;
        return $"{whole}.{digits}Z";
    }

    private static long FloorDiv(long a, long b) => a / b - (a % b < 0 ? 1 : 0);
}
