using Governance.Catalog;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Ingestion;

/// <summary>Where the files come from.</summary>
public enum ImportSource
{
    Zip,
    Tar,
    Folder,
}

/// <summary>
/// One bringing-in of files under a map. Its run carries progress and refusals; its files carry what became of each.
/// Samples become visible in the one transaction that finishes it.
/// </summary>
public sealed class Import : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid DatasetId { get; init; }
    public required Guid RunId { get; init; }
    public required ImportSource Source { get; init; }

    /// <summary>The upload's blob, or the folder's path below its configured root.</summary>
    public required string Location { get; init; }

    /// <summary>What the person uploaded or pointed at, as shown.</summary>
    public required string Name { get; init; }

    /// <summary>The import map, as canonical JSON, and its SHA-256.</summary>
    public required string Map { get; init; }
    public required string MapDigest { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When the upload's bytes were deleted, because a subject in it withdrew; the location then only says what it was.</summary>
    public DateTimeOffset? SourceErasedAt { get; set; }

    /// <summary>The report, written when it finishes: counts by modality, missing by reason, sync error histogram.</summary>
    public ImportReport? Report { get; set; }
}

public enum ImportedFileState
{
    Read,
    Refused,
    Unused,
}

internal sealed class ImportConfiguration : IEntityTypeConfiguration<Import>, IEntityTypeConfiguration<ImportedFile>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.ToTable("imports");
        builder.Property(i => i.Location).HasMaxLength(1000);
        builder.Property(i => i.Name).HasMaxLength(260);
        builder.Property(i => i.Map).HasColumnType("jsonb");
        builder.Property(i => i.MapDigest).HasMaxLength(64);
        builder.Property(i => i.CreatedBy).HasMaxLength(256);
        builder
            .Property(i => i.Report)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<ImportReport?>(), Json.Comparer<ImportReport?>());
        builder.HasOne<Dataset>().WithMany().HasForeignKey(i => i.DatasetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => i.DatasetId);
        builder.HasIndex(i => i.RunId).IsUnique();
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<ImportedFile> builder)
    {
        builder.ToTable("imported_files");
        builder.Property(f => f.Path).HasMaxLength(1000);
        builder.Property(f => f.SourceDigest).HasMaxLength(64);
        builder.Property(f => f.ResultDigest).HasMaxLength(64);
        builder.Property(f => f.Facts).HasColumnType("jsonb");
        builder.HasOne<Import>().WithMany().HasForeignKey(f => f.ImportId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(f => new { f.ImportId, f.Path }).IsUnique();
    }
}
