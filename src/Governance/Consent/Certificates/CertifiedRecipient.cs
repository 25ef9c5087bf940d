namespace Governance.Consent;

/// <summary>A recipient in a certificate, told or not.</summary>
/// <param name="NoticeId">Id of the notice.</param>
/// <param name="ExportId">Id of the delivery.</param>
/// <param name="Samples">How many samples the recipient is asked to delete.</param>
/// <param name="LastError">Code of the last failure; null = none.</param>
/// <param name="StateAt">Since when it has this state.</param>
public sealed record CertifiedRecipient(
    Guid NoticeId,
    Guid ExportId,
    string Recipient,
    RecallWay Way,
    RecallState State,
    int Samples,
    int Attempts,
    string? LastError,
    DateTimeOffset StateAt
)
{
    internal static CertifiedRecipient Of(RecipientNotice n) =>
        new(n.Id, n.ExportId, n.Recipient, n.Way, n.State, n.Samples, n.Attempts, n.LastErrorMessage?.Code, n.StateAt);
}
