namespace Governance.Catalog;

/// <summary>An export that delivered samples of the subject.</summary>
/// <param name="Purpose">Code of the purpose.</param>
/// <param name="DeliveredAt">When the delivery ended; null before.</param>
/// <param name="Samples">Samples of the subject in it.</param>
public sealed record HeldExport(
    Guid ExportId,
    Guid VersionId,
    string Recipient,
    string Purpose,
    DateTimeOffset? DeliveredAt,
    int Samples
);
