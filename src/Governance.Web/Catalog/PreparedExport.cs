using Governance.Catalog;
using Governance.Web.Api;

namespace Governance.Web.Catalog;

/// <summary>An export as the API answers its preparation.</summary>
[SchemaName("Export")]
internal sealed class PreparedExport
{
    public Guid Id { get; init; }
    public required Guid VersionId { get; init; }
    public required Guid PurposeId { get; init; }
    public required string Recipient { get; init; }
    public required string RequestedBy { get; init; }
    public required Guid RequestedById { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public ExportState State { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }
    public int? SamplesDelivered { get; init; }
    public int? SamplesWithheld { get; init; }
    public string? ManifestDigest { get; init; }
    public string? Email { get; init; }
    public string? Webhook { get; init; }

    /// <summary>The key of the webhook's signatures, shown only now; null without a webhook.</summary>
    public string? WebhookSecret { get; init; }

    public static PreparedExport Of(ExportWithSecret prepared)
    {
        var export = prepared.Export;
        return new()
        {
            Id = export.Id,
            VersionId = export.VersionId,
            PurposeId = export.PurposeId,
            Recipient = export.Recipient,
            RequestedBy = export.Requested.By,
            RequestedById = export.RequestedById,
            RequestedAt = export.Requested.At,
            State = export.State,
            DeliveredAt = export.DeliveredAt,
            SamplesDelivered = export.SamplesDelivered,
            SamplesWithheld = export.SamplesWithheld,
            ManifestDigest = export.ManifestDigest,
            Email = prepared.Contact?.Email,
            Webhook = prepared.Contact?.Webhook,
            WebhookSecret = prepared.Secret,
        };
    }
}
