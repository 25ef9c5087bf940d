namespace Governance.Audits;

/// <summary>An audit to start or preview.</summary>
/// <param name="DatasetVersionId">The sealed version to audit on; null = the test part of the version that the model
/// learned from.</param>
/// <param name="Suite">Thresholds and settings; null = the defaults.</param>
public sealed record AuditRequest(Guid ModelVersionId, Guid? DatasetVersionId = null, AuditSuite? Suite = null);
