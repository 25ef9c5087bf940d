using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Catalog;

/// <summary>Everything that belongs together: recordings brought in by imports, the samples aligned from them, versions cut from those.</summary>
public sealed class Dataset : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Used in addresses and sample keys; unique, never changed.</summary>
    public required string Slug { get; init; }
    public required string Name { get; set; }
    public string? Description { get; set; }

    /// <summary>Drawn by a generator; said wherever it shows.</summary>
    public bool Synthetic { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}

public enum VersionState
{
    Draft,
    Sealed,
    Withdrawn,
}

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

/// <summary>A sample's place in a sealed version. When the sample is erased the place and its leaf stay, so that the manifest can still be proven.</summary>
public sealed class VersionSample
{
    /// <summary>What an emptied place says instead of its stratum: attribute values are of the sample that is gone.</summary>
    public const string ErasedStratum = "erased";

    public required Guid VersionId { get; init; }

    /// <summary>0-based leaf index in the manifest's Merkle tree.</summary>
    public required int Ordinal { get; init; }
    public required Guid? SampleId { get; init; }
    public required string Stratum { get; init; }
    public required byte[] LeafHash { get; init; }
}

internal sealed class DatasetConfiguration
    : IEntityTypeConfiguration<Dataset>,
        IEntityTypeConfiguration<DatasetVersion>,
        IEntityTypeConfiguration<VersionSample>
{
    public void Configure(EntityTypeBuilder<Dataset> builder)
    {
        builder.ToTable("datasets");
        builder.Property(d => d.Slug).HasMaxLength(60);
        builder.Property(d => d.Name).HasMaxLength(120);
        builder.Property(d => d.Description).HasMaxLength(2000);
        builder.Property(d => d.CreatedBy).HasMaxLength(256);
        builder.HasIndex(d => d.Slug).IsUnique();
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<DatasetVersion> builder)
    {
        builder.ToTable("dataset_versions", table =>
            table.HasCheckConstraint(
                "ck_version_sealed_has_digest",
                "state = 'Draft' OR (manifest_digest IS NOT NULL AND sample_count IS NOT NULL AND sealed_at IS NOT NULL)"
            )
        );
        builder.Property(v => v.Name).HasMaxLength(120);
        builder.Property(v => v.Recipe).HasColumnType("jsonb");
        builder.Property(v => v.RecipeDigest).HasMaxLength(64);
        builder.Property(v => v.ManifestDigest).HasMaxLength(64);
        builder.Property(v => v.CreatedBy).HasMaxLength(256);
        builder.Property(v => v.SealedBy).HasMaxLength(256);
        builder.HasOne<Dataset>().WithMany().HasForeignKey(v => v.DatasetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Consent.Purpose>().WithMany().HasForeignKey(v => v.PurposeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => new { v.DatasetId, v.Number }).IsUnique();
        builder.Property<uint>("RowVersion").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<VersionSample> builder)
    {
        builder.ToTable("version_samples");
        builder.HasKey(s => new { s.VersionId, s.Ordinal });
        builder.Property(s => s.Stratum).HasMaxLength(400);
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(s => s.VersionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Sample>().WithMany().HasForeignKey(s => s.SampleId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(s => s.SampleId);
    }
}
