using Governance.Audits;
using Governance.Web.Catalog;
using Governance.Web.Components;

namespace Governance.Web.Audits;

/// <summary>How audits are written on pages.</summary>
internal static class AuditWords
{
    public static StateSign Sign(AuditRun audit) => Sign(audit.State, audit.Verdict);

    public static StateSign Sign(AuditState state, AuditVerdict? verdict) =>
        state switch
        {
            AuditState.Running => StateSign.Running,
            AuditState.Failed => StateSign.Failed,
            _ => verdict == AuditVerdict.Passed ? StateSign.Ok : StateSign.Warn,
        };

    public static string Word(AuditRun audit) => Word(audit.State, audit.Verdict);

    public static string Word(AuditState state, AuditVerdict? verdict) =>
        state switch
        {
            AuditState.Running => "being made",
            AuditState.Failed => "ended without a report",
            _ => verdict == AuditVerdict.Passed ? "passed" : "not passed",
        };

    public static StateSign Sign(ThresholdState state) =>
        state switch
        {
            ThresholdState.Met => StateSign.Ok,
            ThresholdState.Unmet => StateSign.Failed,
            _ => StateSign.Warn,
        };

    public static string Word(ThresholdState state) =>
        state switch
        {
            ThresholdState.Met => "met",
            ThresholdState.Unmet => "not met",
            _ => "too few to judge",
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

    public static string Percent(double share) => $"{Show.Number(100 * share, 0)} %";

    public static string Svg(double value) => CatalogWords.Svg(value);
}
