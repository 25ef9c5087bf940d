namespace Governance.Ethics;

/// <summary>A seat on the board, as pages and the API show it.</summary>
/// <param name="From">Beginning, inclusive.</param>
/// <param name="Until">End, exclusive; null = no end set.</param>
/// <param name="Active">Whether it is active now.</param>
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
