using Governance.Catalog;
using Governance.Consent;

namespace Governance.Web.Catalog;

/// <summary>A notice to a recipient, as the API shows it.</summary>
/// <param name="SampleCount">How many samples it asks to delete, or to delete parts of.</param>
/// <param name="LastErrorCode">Code of <paramref name="LastError"/>.</param>
/// <param name="ToldBy">The portal, or the person who told the recipient; null before.</param>
internal sealed record RecallView(
    Guid Id,
    Guid WithdrawalId,
    Guid ExportId,
    Guid VersionId,
    string Recipient,
    RecallWay Way,
    RecallState State,
    DateTimeOffset StateAt,
    int SampleCount,
    int Attempts,
    string? LastErrorCode,
    string? LastError,
    string? ToldBy,
    DateTimeOffset? ToldAt
)
{
    public static RecallView Of(RecallRow row) =>
        new(
            row.Notice.Id,
            row.WithdrawalId,
            row.Notice.ExportId,
            row.VersionId,
            row.Notice.Recipient,
            row.Notice.Way,
            row.Notice.State,
            row.Notice.StateAt,
            row.Notice.Samples,
            row.Notice.Attempts,
            row.Notice.LastErrorMessage?.Code,
            row.Notice.LastError,
            row.Notice.Told?.By,
            row.Notice.Told?.At
        );
}
