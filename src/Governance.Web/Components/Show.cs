using System.Globalization;
using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Web.Components;

/// <summary>Formats figures the same way everywhere: 12,340 · 0.83 (0.79–0.86) · 3 min 20 s · 1.4 GB.</summary>
public static class Show
{
    private static readonly CultureInfo English = WithTrueMinus(CultureInfo.GetCultureInfo("en-GB"));
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>An integer with thousands separators: 12,340.</summary>
    public static string Number(long value) => value.ToString("N0", English);

    /// <summary>
    /// A fixed number of digits after the point, with a true minus sign; a value that rounds to zero has no sign, and NaN or
    /// infinity is a dash.
    /// </summary>
    public static string Number(double value, int digits) =>
        double.IsFinite(value) ? (Math.Round(value, digits) == 0 ? 0 : value).ToString("N" + digits, English) : "—";

    /// <summary>A value with its interval: 0.83 (0.79–0.86).</summary>
    public static string Interval(double value, double low, double high, int digits = 2) =>
        $"{Number(value, digits)} ({Number(low, digits)}–{Number(high, digits)})";

    /// <summary>A share: 62 %; “0 %” and “100 %” only where they are exact, and a dash where the total is zero.</summary>
    public static string Percent(long done, long total)
    {
        if (total <= 0)
            return "—";
        var percent = (int)Math.Round(100.0 * done / total);
        if (percent == 0 && done > 0)
            return "<1 %";
        return percent == 100 && done < total ? "99 %" : $"{percent} %";
    }

    /// <summary>A count with its noun: 1 sample, 2 samples.</summary>
    public static string Count(long count, string singular, string? plural = null) =>
        $"{Number(count)} {(count == 1 ? singular : plural ?? singular + "s")}";

    /// <summary>A size in decimal units (1 kB is 1000 bytes): 1.4 GB.</summary>
    public static string Bytes(long bytes)
    {
        double value = bytes;
        var unit = 0;
        for (; value >= 1000 && unit < ByteUnits.Length - 1; unit++)
            value /= 1000;
        return $"{Number(value, unit == 0 || value >= 100 ? 0 : 1)} {ByteUnits[unit]}";
    }

    /// <summary>A duration with two parts at most: 40 ms, 8 s, 3 min 20 s, 2 h 5 min, 3 days 4 h.</summary>
    public static string Duration(TimeSpan span)
    {
        var sign = span < TimeSpan.Zero ? "−" : "";
        span = span.Duration();
        if (span < TimeSpan.FromSeconds(1))
            return $"{sign}{span.TotalMilliseconds:0} ms";
        if (span < TimeSpan.FromMinutes(1))
            return $"{sign}{span.TotalSeconds.ToString(span.TotalSeconds < 10 ? "0.#" : "0", English)} s";
        if (span < TimeSpan.FromHours(1))
            return sign + Two(span.Minutes, "min", span.Seconds, "s");
        if (span < TimeSpan.FromDays(1))
            return sign + Two(span.Hours, "h", span.Minutes, "min");
        return sign + Two(span.Days, span.Days == 1 ? "day" : "days", span.Hours, "h");
    }

    /// <summary>A span of sensor time in nanoseconds, with all its digits up to a minute: −1.38 s, 250 µs, 40 ns.</summary>
    public static string Ns(long ns)
    {
        var sign = ns < 0 ? "−" : "";
        var size = Math.Abs((decimal)ns);
        return size switch
        {
            < 1_000 => $"{sign}{size:0} ns",
            < 1_000_000 => $"{sign}{(size / 1_000).ToString("0.###", English)} µs",
            < 1_000_000_000 => $"{sign}{(size / 1_000_000).ToString("0.######", English)} ms",
            < 60_000_000_000 => $"{sign}{(size / 1_000_000_000).ToString("0.#########", English)} s",
            _ => Duration(TimeSpan.FromTicks(ns / NanoTime.PerTick)),
        };
    }

    /// <summary>An instant of sensor time (nanoseconds since the Unix epoch) in a zone, with all its sub-second digits.</summary>
    public static string SensorTime(long ns, TimeZoneInfo zone)
    {
        var seconds = ns >= 0 ? ns / NanoTime.PerSecond : -((-ns + NanoTime.PerSecond - 1) / NanoTime.PerSecond);
        var rest = (ns - seconds * NanoTime.PerSecond).ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone);
        return $"{local.ToString("d MMM yyyy, HH:mm:ss", English)}{(rest.Length > 0 ? "." + rest : "")} {ZoneName(zone)}";
    }

    /// <summary>An instant in the viewer's zone: 3 Nov 2026, 14:05 Europe/Zurich.</summary>
    public static string Instant(DateTimeOffset at, TimeZoneInfo viewer, bool seconds = false, bool zone = true) =>
        TimeZoneInfo.ConvertTime(at, viewer).ToString(seconds ? "d MMM yyyy, HH:mm:ss" : "d MMM yyyy, HH:mm", English)
        + (zone ? " " + ZoneName(viewer) : "");

    /// <summary>A calendar date: 3 Nov 2026.</summary>
    public static string Date(DateOnly date) => date.ToString("d MMM yyyy", English);

    /// <summary>The name of a time zone: “UTC”, or its id such as Europe/Zurich.</summary>
    public static string ZoneName(TimeZoneInfo zone) => zone.Id is "UTC" or "Etc/UTC" ? "UTC" : zone.Id;

    /// <summary>Progress, rate and time left of a run: “1,200 of 3,400 files · 85 a second · 26 s left”.</summary>
    public static string Progress(Run run, DateTimeOffset now)
    {
        var parts = new List<string>();
        if (run.Total > 0)
            parts.Add($"{Number(run.Done)} of {Number(run.Total)} {run.Unit}");
        else if (run.Done > 0)
            parts.Add(SoFar(run));
        if (run.Rate(now) is { } rate)
            parts.Add(Rate(rate));
        if (run.TimeLeft(now) is { } left)
            parts.Add($"{Duration(left)} left");
        if (run.IsOver && run.StartedAt is { } start && run.FinishedAt is { } end)
            parts.Add($"took {Duration(end - start)}");
        return string.Join(" · ", parts);
    }

    /// <summary>The progress of a run without a known total: 1,200 files so far.</summary>
    public static string SoFar(Run run) =>
        run.IsOver ? $"{Number(run.Done)} {run.Unit}" : $"{Number(run.Done)} {run.Unit} so far";

    /// <summary>The share of the current stage that is done: 62 %, or 1,200 files so far.</summary>
    public static string Share(Run run) =>
        run.Total > 0 ? Percent(run.Done, run.Total)
        : run.Done > 0 ? SoFar(run)
        : "started";

    /// <summary>A rate: 85 a second, or 12 a minute below one a second.</summary>
    public static string Rate(double perSecond) =>
        perSecond >= 1
            ? $"{Number(perSecond, perSecond < 10 ? 1 : 0)} a second"
            : $"{Number(perSecond * 60, 0)} a minute";

    private static string Two(int big, string bigUnit, int small, string smallUnit) =>
        small == 0 ? $"{big} {bigUnit}" : $"{big} {bigUnit} {small} {smallUnit}";

    private static CultureInfo WithTrueMinus(CultureInfo culture)
    {
        var own = (CultureInfo)culture.Clone();
        own.NumberFormat.NegativeSign = "−";
        return own;
    }
}
