namespace Governance.Ethics;

/// <param name="Minimum">Samples that each group of the audit must have; only for <see cref="ConditionKind.MinimumGroupSize"/>.</param>
public sealed record NewCondition(ConditionKind Kind, string Words, int? Minimum = null);
