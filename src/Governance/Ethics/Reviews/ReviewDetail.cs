using Governance.Audits;

namespace Governance.Ethics;

/// <param name="Tally">Null until the vote is closed.</param>
public sealed record ReviewDetail(
    ReviewRow Row,
    string LaySummary,
    IReadOnlyList<Risk> Risks,
    DateTimeOffset? VoteOpenedAt,
    IReadOnlyList<BoardSeat> Board,
    Quorum Quorum,
    Tally? Tally,
    IReadOnlyList<ConditionView> Conditions,
    ReviewMinutes? Minutes,
    string? DecisionDigest,
    AuditFacts? Audit,
    MyPart Me
);
