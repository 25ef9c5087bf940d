using Governance.Catalog;
using Governance.Consent;

namespace Governance.Web.Catalog;

/// <summary>An export as the API shows it.</summary>
/// <param name="Notices">States of the notices about withdrawals, oldest first.</param>
internal sealed record ExportView(
    Guid Id,
    Guid VersionId,
    string Purpose,
    string Recipient,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    ExportState State,
    DateTimeOffset? DeliveredAt,
    int? SamplesDelivered,
    int? SamplesWithheld,
    string? ManifestDigest,
    string? Email,
    string? Webhook,
    IReadOnlyList<RecallState> Notices
)
{
    public static ExportView Of(ExportRow row) =>
        new(
            row.Export.Id,
            row.Export.VersionId,
            row.Purpose,
            row.Export.Recipient,
            row.Export.Requested.By,
            row.Export.Requested.At,
            row.Export.State,
            row.Export.DeliveredAt,
            row.Export.SamplesDelivered,
            row.Export.SamplesWithheld,
            row.Export.ManifestDigest,
            row.Email,
            row.Webhook,
            row.Notices
        );
}
