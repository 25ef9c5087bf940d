namespace Governance.Ethics;

public sealed record ConditionView(
    Guid Id,
    ConditionKind Kind,
    string Words,
    int? Minimum,
    bool Holds,
    string Line,
    string? FulfilledBy,
    DateTimeOffset? FulfilledAt,
    string? Note
);
