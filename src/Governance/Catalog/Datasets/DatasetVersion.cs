using Governance.Platform;

namespace Governance.Catalog;

/// <summary>
/// A cut of a dataset. Sealed is immutable: the manifest digest is the Merkle root over its samples in the order of
/// their keys, and names content only, so the same recipe on the same input gives the same digest anywhere.
/// </summary>
public sealed class DatasetVersion : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid DatasetId { get; init; }

    /// <summary>1, 2, 3 … within the dataset.</summary>
    public required int Number { get; init; }
    public required string Name { get; init; }
    public required VersionState State { get; set; }
    public required Guid PurposeId { get; init; }

    /// <summary>The recipe, as canonical JSON.</summary>
    public required string Recipe { get; init; }
    public required string RecipeDigest { get; init; }
    public required long Seed { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    /// <summary>Set by sealing, never again; 64 hex characters.</summary>
    public string? ManifestDigest { get; set; }
    public int? SampleCount { get; set; }
    public DateTimeOffset? SealedAt { get; set; }
    public string? SealedBy { get; set; }
}
