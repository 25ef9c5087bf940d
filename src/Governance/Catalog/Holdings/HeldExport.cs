namespace Governance.Catalog;

/// <summary>A delivery that took some of the subject's samples along.</summary>
public sealed record HeldExport(
    Guid ExportId,
    Guid VersionId,
    string Recipient,
    string Purpose,
    DateTimeOffset? DeliveredAt,
    int Samples
);
