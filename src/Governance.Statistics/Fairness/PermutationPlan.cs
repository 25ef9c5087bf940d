namespace Governance.Statistics.Fairness;

/// <summary>How a permutation test is made.</summary>
/// <param name="Seed">The same seed gives the same p-value.</param>
/// <param name="Permutations">At least 1.</param>
/// <param name="MinimumGroup">Groups with fewer samples are left out.</param>
public readonly record struct PermutationPlan(
    long Seed,
    int Permutations = 999,
    int MinimumGroup = GroupFairness.MinimumGroup
);
