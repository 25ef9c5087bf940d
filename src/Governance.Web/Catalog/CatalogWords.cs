using System.Globalization;
using Governance.Catalog;
using Governance.Consent;
using Governance.Web.Components;

namespace Governance.Web.Catalog;

/// <summary>The catalog's terms in words, for pages.</summary>
internal static class CatalogWords
{
    public static string InWords(this MissingReason reason) =>
        reason switch
        {
            MissingReason.NotRecorded => "not recorded",
            MissingReason.FileMissing => "not delivered",
            MissingReason.Unreadable => "could not be read",
            MissingReason.OutOfRange => "no data near this time",
            MissingReason.StreamMissing => "stream not delivered",
            MissingReason.NotPermitted => "not permitted",
            _ => "gap in the stream",
        };

    /// <summary>Words for the kebab-case reason of a <see cref="PartAbsence"/>.</summary>
    public static string ReasonInWords(string reason) =>
        reason switch
        {
            "not-permitted" => "not permitted",
            _ => Enum.TryParse<MissingReason>(
                reason.Replace("-", "", StringComparison.Ordinal),
                ignoreCase: true,
                out var known
            )
                ? known.InWords()
                : reason.Replace('-', ' '),
        };

    public static TimeZoneInfo ZoneOf(string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>“camera −1.38 s ± 40 ms, drift 20 ppm, declared by the import map”</summary>
    public static string ClockInWords(string stream, Clock clock)
    {
        var off =
            clock.OffsetNs == 0 ? " on reference time" : $" {(clock.OffsetNs > 0 ? "+" : "")}{Show.Ns(clock.OffsetNs)}";
        var uncertainty = clock.UncertaintyNs is { } one ? $" ± {Show.Ns(one)}" : "";
        var drift =
            clock.DriftPpb == 0
                ? ""
                : $", drift {(clock.DriftPpb / 1000m).ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−')} ppm";
        var said = clock.Method switch
        {
            ClockMethod.Assumed => "assumed, not stated",
            ClockMethod.Declared => clock.StatedBy == "import map"
                ? "declared by the import map"
                : $"declared ({clock.StatedBy})",
            _ => $"estimated ({clock.StatedBy})",
        };
        return $"{stream}{off}{uncertainty}{drift}, {said}";
    }

    /// <summary>A median interval between rows, rounded to four digits: “2 s” for 2.000076 s.</summary>
    public static string Period(long ns)
    {
        var unit = (long)Math.Pow(10, Math.Max(0, (int)Math.Log10(Math.Max(1, ns)) - 3));
        return Show.Ns((ns + unit / 2) / unit * unit);
    }

    /// <summary>Short words for an exclusion, to follow a count: “40 withdrawn”.</summary>
    public static string Short(this Exclusion reason) =>
        reason switch
        {
            Exclusion.NoRecord => "no record",
            Exclusion.NotYetAnswered => "not yet answered",
            Exclusion.Refused => "refused",
            Exclusion.Withdrawn => "withdrawn",
            Exclusion.Expired => "expired",
            _ => "other modality only",
        };

    /// <summary>“research 212 of 300; 40 withdrawn, 30 no record”</summary>
    public static string InWords(this ConsentCover cover) =>
        $"{Show.Number(cover.Permitted)} of {Show.Number(cover.Total)}"
        + (
            cover.Excluded.Count == 0
                ? ""
                : "; "
                    + string.Join(
                        ", ",
                        cover
                            .Excluded.OrderByDescending(e => e.Value)
                            .Select(e => $"{Show.Number(e.Value)} {e.Key.Short()}")
                    )
        );

    /// <summary>A number for SVG or CSS, independent of the server's culture.</summary>
    public static string Svg(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
