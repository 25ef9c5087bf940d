using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Governance.Ingestion;

/// <summary>
/// A length of time with unit, exact to the nanosecond: <c>90s</c>, <c>1h30m</c>, <c>-1.38s</c>, <c>250ms</c>.
/// Units: ns, us, ms, s, m (minutes), h, d.
/// </summary>
[JsonConverter(typeof(MapTextConverter<Duration>))]
public sealed partial record Duration(long Ns) : IMapText<Duration>
{
    static string IMapText<Duration>.Described =>
        "A length of time with a unit: 250ms, 90s, 1h30m, -1.38s. Units: ns, us, ms, s, m, h, d.";

    static Duration? IMapText<Duration>.Read(string text, out string problem)
    {
        problem = "is not a length of time; write a number with a unit, such as 90s, 1h30m or -1.38s";
        var match = Grammar().Match(text);
        if (!match.Success)
            return null;
        decimal ns = 0;
        for (var i = 0; i < match.Groups["n"].Captures.Count; i++)
            ns +=
                decimal.Parse(match.Groups["n"].Captures[i].Value, CultureInfo.InvariantCulture)
                * UnitNs(match.Groups["u"].Captures[i].Value);
        if (match.Groups["minus"].Success)
            ns = -ns;
        if (ns != decimal.Truncate(ns))
            problem = "is finer than a nanosecond";
        else if (ns is < long.MinValue or > long.MaxValue)
            problem = "is longer than 292 years";
        else
            return new Duration((long)ns);
        return null;
    }

    private static decimal UnitNs(string unit) =>
        unit switch
        {
            "ns" => 1,
            "us" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => 86_400_000_000_000,
        };

    [GeneratedRegex(
        @"^(?<minus>-)?(?:(?<n>\d{1,15}(?:\.\d{1,12})?)(?<u>ns|us|ms|s|m|h|d))+$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Grammar();

    public override string ToString() => InWords(Ns);

    /// <summary><c>2 h 13 min</c>, <c>1.38 s</c>: the two largest units that matter.</summary>
    public static string InWords(long ns)
    {
        if (ns == long.MinValue)
            ns++;
        var (sign, rest) = (ns < 0 ? "−" : "", Math.Abs(ns));
        return sign
            + (
                rest switch
                {
                    >= 86_400_000_000_000 => Two(rest, 86_400_000_000_000, "d", 3_600_000_000_000, "h"),
                    >= 3_600_000_000_000 => Two(rest, 3_600_000_000_000, "h", 60_000_000_000, "min"),
                    >= 60_000_000_000 => Two(rest, 60_000_000_000, "min", 1_000_000_000, "s"),
                    >= 1_000_000_000 => $"{(rest / 1e9).ToString("0.###", CultureInfo.InvariantCulture)} s",
                    >= 1_000_000 => $"{(rest / 1e6).ToString("0.###", CultureInfo.InvariantCulture)} ms",
                    >= 1_000 => $"{(rest / 1e3).ToString("0.###", CultureInfo.InvariantCulture)} µs",
                    _ => $"{rest} ns",
                }
            );

        static string Two(long ns, long big, string bigUnit, long small, string smallUnit) =>
            ns % big / small == 0 ? $"{ns / big} {bigUnit}" : $"{ns / big} {bigUnit} {ns % big / small} {smallUnit}";
    }
}
