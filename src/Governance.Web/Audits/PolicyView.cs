using Governance.Audits;

namespace Governance.Web.Audits;

/// <summary>A promotion policy in the API.</summary>
internal sealed record PolicyView(
    Guid Id,
    string Model,
    string Alias,
    PolicyState State,
    Guid SuiteId,
    string Suite,
    int SuiteNumber,
    Guid EvaluationVersionId,
    string EvaluationVersion,
    int MaximumAgeDays,
    int MinimumSubjects,
    int MinimumSamples,
    double MaximumWithdrawnShare,
    string? ApproverRole,
    string Reason,
    Guid CreatedById,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt
)
{
    public static PolicyView Of(PolicyRow row) =>
        new(
            row.Policy.Id,
            row.Model,
            row.Policy.Alias,
            row.Policy.State,
            row.Policy.SuiteId,
            row.Suite,
            row.SuiteNumber,
            row.Policy.EvaluationVersionId,
            row.EvaluationVersion,
            row.Policy.MaximumAgeDays,
            row.Policy.MinimumSubjects,
            row.Policy.MinimumSamples,
            row.Policy.MaximumWithdrawnShare,
            row.Policy.ApproverRole,
            row.Policy.Reason,
            row.Policy.CreatedById,
            row.Policy.Created.By,
            row.Policy.Created.At,
            row.Policy.Decided?.By,
            row.Policy.Decided?.At
        );
}
