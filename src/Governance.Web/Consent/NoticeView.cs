using Governance.Consent;

namespace Governance.Web.Consent;

/// <summary>A notice to a recipient, as a withdrawal and its certificate show it.</summary>
/// <param name="SampleCount">How many samples it asks to delete.</param>
/// <param name="StateAt">Since when it has this state.</param>
/// <param name="ToldBy">The portal, or the person who told the recipient; null before.</param>
internal sealed record NoticeView(
    Guid Id,
    Guid ExportId,
    string Recipient,
    RecallWay Way,
    RecallState State,
    DateTimeOffset StateAt,
    int SampleCount,
    int Attempts,
    string? LastError,
    string? ToldBy
)
{
    public static NoticeView Of(RecipientNotice n) =>
        new(n.Id, n.ExportId, n.Recipient, n.Way, n.State, n.StateAt, n.Samples, n.Attempts, n.LastError, n.Told?.By);
}
