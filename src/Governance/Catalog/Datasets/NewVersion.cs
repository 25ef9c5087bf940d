namespace Governance.Catalog;

/// <summary>What a draft of a dataset's next version is created from.</summary>
/// <param name="Recipe">As canonical JSON.</param>
/// <param name="RecipeDigest">64 hex characters.</param>
/// <param name="SupersedesId">The withdrawn version that it replaces; null = none.</param>
public sealed record NewVersion(
    Guid DatasetId,
    string Name,
    Guid PurposeId,
    string Recipe,
    string RecipeDigest,
    long Seed,
    Guid? SupersedesId = null
);
