using Governance.Audits;
using Governance.Web.Catalog;
using Governance.Web.Components;
using Governance.Web.Models;

namespace Governance.Web.Audits;

/// <summary>Writes audits on pages.</summary>
internal static class AuditWords
{
    public static StateSign Sign(AuditRun audit) => Sign(audit.State, audit.Verdict);

    /// <summary>An exploratory audit opens no gate, so its result has no sign of success.</summary>
    public static StateSign Sign(AuditMark audit) =>
        Sign(audit.State, audit.Verdict) is var sign && audit.Exploratory && sign == StateSign.Ok
            ? StateSign.Plain
            : sign;

    public static string Kind(AuditMark audit) => audit.Exploratory ? "exploratory audit" : "audit";

    public static StateSign Sign(AuditState state, AuditVerdict? verdict) =>
        state switch
        {
            AuditState.Running => StateSign.Running,
            AuditState.Failed => StateSign.Failed,
            _ => Sign(verdict),
        };

    public static StateSign Sign(AuditVerdict? verdict) =>
        verdict switch
        {
            AuditVerdict.Passed => StateSign.Ok,
            AuditVerdict.NotAssessed => StateSign.Plain,
            _ => StateSign.Warn,
        };

    public static string Word(AuditRun audit) => Word(audit.State, audit.Verdict);

    public static string Word(AuditState state, AuditVerdict? verdict) =>
        state switch
        {
            AuditState.Running => "running",
            AuditState.Failed => "ended without a report",
            _ => Word(verdict),
        };

    public static string Word(AuditVerdict? verdict) =>
        verdict switch
        {
            AuditVerdict.Passed => "passed",
            AuditVerdict.NotAssessed => "not assessed",
            _ => "not passed",
        };

    public static StateSign Sign(ThresholdState state) =>
        state switch
        {
            ThresholdState.Met => StateSign.Ok,
            ThresholdState.Unmet => StateSign.Failed,
            _ => StateSign.Plain,
        };

    public static string Word(ThresholdState state) =>
        state switch
        {
            ThresholdState.Met => "met",
            ThresholdState.Unmet => "not met",
            _ => "not assessed",
        };

    /// <summary>“0.83”, or a dash.</summary>
    public static string Value(double? value, int digits = 2) => value is { } v ? Show.Number(v, digits) : "—";

    /// <summary>“(0.79–0.86)”, or nothing.</summary>
    public static string? Interval(Figure figure, int digits = 2) =>
        figure is { Low: { } low, High: { } high }
            ? low < 0
                ? $"({Show.Number(low, digits)} to {Show.Number(high, digits)})"
                : $"({Show.Number(low, digits)}–{Show.Number(high, digits)})"
            : null;

    public static string Of(Modalities set) => string.Join(" + ", set.Each().Select(m => m.Word()));

    /// <summary>“12 points”, “1 point”: a difference of shares in percentage points.</summary>
    public static string Points(double difference) =>
        $"{Show.Number(100 * difference, 0)} {(Math.Round(100 * difference) == 1 ? "point" : "points")}";

    /// <summary>“24 used in training, 3 withdrawn”; “none” without any.</summary>
    public static string Excluded(AuditSelection samples) =>
        string.Join(
            ", ",
            samples
                .Excluded.Select(e => $"{Show.Number(e.Value)} {ModelWords.Reason(e.Key)}")
                .Prepend(samples.Seen > 0 ? $"{Show.Number(samples.Seen)} used in training" : null)
                .OfType<string>()
                .DefaultIfEmpty("none")
        );

    public static string Percent(double share) => $"{Show.Number(100 * share, 0)} %";

    public static string Svg(double value) => CatalogWords.Svg(value);
}
