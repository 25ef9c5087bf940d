using Governance.Consent;
using Governance.Web.Components;

namespace Governance.Web.Catalog;

/// <summary>The texts of notices to recipients on pages.</summary>
internal static class RecallWords
{
    public static string Of(RecallState state) =>
        state switch
        {
            RecallState.Pending => "pending",
            RecallState.Sent => "sent",
            RecallState.Failed => "failed",
            RecallState.ToDo => "by hand: to do",
            _ => "by hand: done",
        };

    public static StateSign SignOf(RecallState state) =>
        state switch
        {
            RecallState.Pending => StateSign.Running,
            RecallState.Failed => StateSign.Failed,
            RecallState.ToDo => StateSign.Warn,
            _ => StateSign.Ok,
        };

    public static string Of(RecallWay way) =>
        way switch
        {
            RecallWay.Email => "e-mail",
            RecallWay.Webhook => "webhook",
            _ => "by hand",
        };

    /// <summary>The states with their counts, such as “1 sent, 1 failed”; “—” without a notice.</summary>
    public static string Of(IReadOnlyList<RecallState> states) =>
        states.Count == 0
            ? "—"
            : string.Join(
                ", ",
                states.GroupBy(s => s).OrderBy(g => g.Key).Select(g => $"{Show.Number(g.Count())} {Of(g.Key)}")
            );

    /// <summary>The state that needs attention first.</summary>
    public static StateSign SignOf(IReadOnlyList<RecallState> states) =>
        states.Contains(RecallState.Failed) ? SignOf(RecallState.Failed)
        : states.Contains(RecallState.ToDo) ? SignOf(RecallState.ToDo)
        : states.Contains(RecallState.Pending) ? SignOf(RecallState.Pending)
        : SignOf(RecallState.Sent);
}
