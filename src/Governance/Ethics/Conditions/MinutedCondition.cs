namespace Governance.Ethics;

/// <summary>A condition as it was voted on.</summary>
/// <param name="Minimum">Samples that every group must have; only for <see cref="ConditionKind.MinimumGroupSize"/>.</param>
public sealed record MinutedCondition(Guid Id, ConditionKind Kind, string Words, int? Minimum);
