namespace Governance.Ethics;

/// <summary>A seat as lists show it.</summary>
public sealed record MemberView(
    Guid Id,
    Guid UserId,
    string Name,
    string Email,
    MemberKind Kind,
    DateTimeOffset From,
    DateTimeOffset? Until,
    bool Active
);
