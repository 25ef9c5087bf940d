using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Catalog;

/// <summary>Recordings that belong together, the samples aligned from them, and the versions drawn from those.</summary>
public sealed class Dataset : IGoverned
{
    /// <summary>UUID version 7, so ids ascend with the time of creation.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Kebab-case form of the name, at most 60 characters; unique, never changed. Names export files.</summary>
    public required string Slug { get; init; }

    /// <summary>At most 120 characters.</summary>
    public required string Name { get; set; }

    /// <summary>At most 2,000 characters.</summary>
    public string? Description { get; set; }

    /// <summary>True for generated data; every page marks it.</summary>
    public bool Synthetic { get; init; }

    /// <summary>Purposes of which one must have a valid consent for an import to store a subject; null = any purpose.</summary>
    public List<Guid>? StoragePurposeIds { get; set; }

    /// <summary>Whether an import leaves out a subject without any consent record.</summary>
    public bool StorageNeedsConsent { get; set; }

    /// <summary>Which consents permit imports to store data of a subject in this dataset.</summary>
    public StorageRule Storage => new(StoragePurposeIds, StorageNeedsConsent);

    /// <summary>Who created it, and when.</summary>
    public required Stamp Created { get; init; }
}

/// <summary>State of a <see cref="DatasetVersion"/>; it moves forward only.</summary>
public enum VersionState
{
    /// <summary>A recipe without samples yet.</summary>
    Draft,

    /// <summary>Drawn and immutable.</summary>
    Sealed,

    /// <summary>Some of its samples were withdrawn: kept as a record, not used for anything new. Its successor replaces it.</summary>
    Withdrawn,
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
        builder
            .Property(d => d.StoragePurposeIds)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<List<Guid>?>(), Json.Comparer<List<Guid>?>());
        builder.Ignore(d => d.Storage);
        builder.HasStamp(d => d.Created);
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
        builder.Property(v => v.SplitDigest).HasMaxLength(64);
        builder.Ignore(v => v.Split);
        builder.HasStamp(v => v.Created);
        builder.HasStamp(v => v.Sealed);
        builder.HasOne<Dataset>().WithMany().HasForeignKey(v => v.DatasetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Purpose>().WithMany().HasForeignKey(v => v.PurposeId).OnDelete(DeleteBehavior.Restrict);
        builder
            .HasOne<DatasetVersion>()
            .WithMany()
            .HasForeignKey(v => v.SupersedesId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => v.SupersedesId).IsUnique();
        builder.HasIndex(v => new { v.DatasetId, v.Number }).IsUnique();
        builder.Property<uint>("RowVersion").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<VersionSample> builder)
    {
        builder.ToTable("version_samples");
        builder.HasKey(s => new { s.VersionId, s.Ordinal });
        builder.Property(s => s.Stratum).HasMaxLength(400);
        builder.Property(s => s.Part).HasMaxLength(10);
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(s => s.VersionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Sample>().WithMany().HasForeignKey(s => s.SampleId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(s => s.SampleId);
    }
}
