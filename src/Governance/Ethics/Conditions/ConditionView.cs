namespace Governance.Ethics;

/// <summary>A condition with its current state.</summary>
/// <param name="Words">What has to be done, or why the portal checks it.</param>
/// <param name="Minimum">Samples that every group must have; only for <see cref="ConditionKind.MinimumGroupSize"/>.</param>
/// <param name="Holds">Whether it is met now.</param>
/// <param name="Line">What was found, as a sentence without full stop.</param>
/// <param name="Note">What the confirming person stated as evidence.</param>
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
