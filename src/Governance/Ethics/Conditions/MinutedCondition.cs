namespace Governance.Ethics;

public sealed record MinutedCondition(Guid Id, ConditionKind Kind, string Words, int? Minimum);
