namespace Governance.Ethics;

/// <summary>A condition to add.</summary>
/// <param name="Words">What has to be done, or why the portal checks it; 1 to 1000 characters.</param>
/// <param name="Minimum">
/// Samples that every group of the audit must have, 1 to 1 000 000; only for <see cref="ConditionKind.MinimumGroupSize"/>.
/// </param>
public sealed record NewCondition(ConditionKind Kind, string Words, int? Minimum = null);
