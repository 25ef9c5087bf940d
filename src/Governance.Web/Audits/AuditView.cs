using Governance.Audits;

namespace Governance.Web.Audits;

/// <summary>An audit in the API.</summary>
internal sealed record AuditView(
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
    AuditSuite Suite,
    AuditReport? Report
)
{
    public static AuditView Of(AuditRow row, AuditReport? report = null) =>
        new(
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
            row.Audit.Suite,
            report
        );
}
