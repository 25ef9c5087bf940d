namespace Governance.Audits;

/// <summary>An audit that is asked for.</summary>
/// <param name="DatasetVersionId">Null = the version that the model learned from, on its test part.</param>
public sealed record AuditRequest(Guid ModelVersionId, Guid? DatasetVersionId = null, AuditSuite? Suite = null);
