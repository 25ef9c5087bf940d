using Governance.Audits;

namespace Governance.Web.Audits;

/// <summary>A version of an audit suite in the API.</summary>
internal sealed record SuiteView(
    Guid Id,
    string Name,
    int Number,
    SuiteState State,
    AuditSuite Suite,
    string Reason,
    Guid CreatedById,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt
)
{
    public static SuiteView Of(SuiteVersion suite) =>
        new(
            suite.Id,
            suite.Name,
            suite.Number,
            suite.State,
            suite.Suite,
            suite.Reason,
            suite.CreatedById,
            suite.Created.By,
            suite.Created.At,
            suite.Decided?.By,
            suite.Decided?.At
        );
}
