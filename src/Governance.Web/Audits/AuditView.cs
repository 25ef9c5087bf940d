using Governance.Audits;

namespace Governance.Web.Audits;

/// <summary>An audit in the API.</summary>
/// <param name="Standing">Whether the audit is exploratory or counts for an alias, as a sentence.</param>
/// <param name="Exploratory">No promotion policy in force names its suite and data, so it opens no gate.</param>
/// <param name="SuiteId">The version of a named suite; null = thresholds of its own.</param>
internal sealed record AuditView(
    string Standing,
    bool Exploratory,
    Guid Id,
    Guid ModelVersionId,
    string Model,
    int Number,
    Guid DatasetVersionId,
    string DatasetVersion,
    AuditState State,
    AuditVerdict? Verdict,
    string? ReportDigest,
    Guid? RunId,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? FinishedAt,
    Guid? SuiteId,
    string? SuiteName,
    int? SuiteNumber,
    AuditSuite Suite,
    AuditReport? Report
)
{
    public static AuditView Of(AuditRow row, AuditReport? report = null) =>
        new(
            row.Standing,
            row.Exploratory,
            row.Audit.Id,
            row.Audit.ModelVersionId,
            row.Model,
            row.Number,
            row.Audit.DatasetVersionId,
            row.DatasetVersion,
            row.Audit.State,
            row.Audit.Verdict,
            row.Audit.ReportDigest,
            row.Audit.RunId,
            row.Audit.Created.At,
            row.Audit.Created.By,
            row.Audit.FinishedAt,
            row.Audit.SuiteId,
            row.Suite,
            row.SuiteNumber,
            row.Audit.Suite,
            report
        );
}
