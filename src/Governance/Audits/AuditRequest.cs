namespace Governance.Audits;

/// <summary>An audit to start or preview.</summary>
/// <param name="DatasetVersionId">The sealed version to audit on; null = the test part of the version that the model
/// learned from.</param>
/// <param name="Suite">Thresholds and settings of its own, for an exploratory audit; null = the defaults, or the named suite.</param>
/// <param name="SuiteId">A version of a named suite; only such an audit can count for a promotion policy.</param>
public sealed record AuditRequest(
    Guid ModelVersionId,
    Guid? DatasetVersionId = null,
    AuditSuite? Suite = null,
    Guid? SuiteId = null
);
