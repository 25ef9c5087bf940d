using Governance.Audits;

namespace Governance.Ethics;

/// <summary>A review with everything that its page shows.</summary>
/// <param name="Board">Active members; after the vote, the members of the minutes.</param>
/// <param name="Tally">Null until the vote is closed.</param>
/// <param name="Conditions">With their current state.</param>
/// <param name="Audit">The newest finished audit of the version; null when there is none or the reader may not see audits.</param>
/// <param name="Me">The reader's part in it.</param>
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
