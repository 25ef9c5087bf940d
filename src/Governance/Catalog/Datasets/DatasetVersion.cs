using Governance.Platform;

namespace Governance.Catalog;

/// <summary>
/// A set of samples drawn from a dataset by a recipe. A sealed version is immutable: its manifest digest is the Merkle root
/// over its samples in the order of their keys. The digest covers content only, so the same recipe on the same input gives
/// the same digest in every installation.
/// </summary>
public sealed class DatasetVersion : IGoverned
{
    /// <summary>UUID version 7, so ids ascend with the time of creation.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The dataset that the samples are drawn from.</summary>
    public required Guid DatasetId { get; init; }

    /// <summary>1, 2, 3 … within the dataset.</summary>
    public required int Number { get; init; }

    /// <summary>At most 120 characters; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The withdrawn version that this one replaces: the same recipe, drawn without the samples whose consent was withdrawn. Null
    /// for a version that replaces none. A version has at most one successor.
    /// </summary>
    public Guid? SupersedesId { get; init; }

    /// <summary>Draft, sealed or withdrawn.</summary>
    public required VersionState State { get; set; }

    /// <summary>The purpose that consent was checked for when the samples were drawn.</summary>
    public required Guid PurposeId { get; init; }

    /// <summary>The recipe as canonical JSON.</summary>
    public required string Recipe { get; init; }

    /// <summary>SHA-256 of the recipe, 64 hex characters.</summary>
    public required string RecipeDigest { get; init; }

    /// <summary>Seed of the draw, as in the recipe.</summary>
    public required long Seed { get; init; }

    /// <summary>Who created it, and when.</summary>
    public required Stamp Created { get; init; }

    /// <summary>Merkle root over the leaves, 64 hex characters; null for a draft.</summary>
    public string? ManifestDigest { get; set; }

    /// <summary>
    /// The declared evaluation split, from the recipe; null in versions that were drafted before splits were declared, where
    /// each training splits by itself.
    /// </summary>
    public EvaluationSplit? Split => EvaluationSplit.OfRecipe(Recipe);

    /// <summary>
    /// SHA-256 over the split and the part of every place, 64 hex characters; null for a draft and without a declared split.
    /// </summary>
    public string? SplitDigest { get; set; }

    /// <summary>Samples at sealing, including those erased since; null for a draft.</summary>
    public int? SampleCount { get; set; }

    /// <summary>Who sealed it, and when; null for a draft.</summary>
    public Stamp? Sealed { get; set; }
}
