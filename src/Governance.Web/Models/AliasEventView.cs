using Governance.Models;

namespace Governance.Web.Models;

/// <summary>A move of an alias in the API.</summary>
internal sealed record AliasEventView(
    Guid Id,
    string Alias,
    AliasMove Move,
    int? FromNumber,
    int Number,
    string Reason,
    string ProposedBy,
    string? ApprovedBy,
    string? AuditDigest,
    string? EthicsDecision,
    int LearnedFrom,
    int Withdrawn,
    string ConsentDigest,
    DateTimeOffset At,
    IReadOnlyList<GateView> Gates
)
{
    public static AliasEventView Of(AliasEventRow row)
    {
        var e = row.Event;
        return new(
            e.Id,
            e.Alias,
            e.Move,
            row.FromNumber,
            row.ToNumber,
            e.Reason,
            e.ProposedBy,
            e.ApprovedBy,
            e.AuditDigest,
            e.EthicsDecision,
            e.LearnedFrom,
            e.Withdrawn,
            e.ConsentDigest,
            e.At,
            [.. row.Answers.Select(GateView.Of)]
        );
    }
}
