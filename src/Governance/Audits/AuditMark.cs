namespace Governance.Audits;

/// <summary>An audit as it is listed beside its model version.</summary>
/// <param name="Exploratory">No promotion policy in force names its suite and dataset version.</param>
/// <param name="Verdict">Null while the audit runs, and when it ended without a report.</param>
public sealed record AuditMark(
    Guid AuditId,
    Guid ModelVersionId,
    Guid DatasetVersionId,
    string DatasetVersion,
    AuditState State,
    AuditVerdict? Verdict,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    bool Exploratory
);
