using Governance.Catalog;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Ingestion;

/// <summary>Where the files come from.</summary>
public enum ImportSource
{
    /// <summary>An uploaded zip.</summary>
    Zip,

    /// <summary>An uploaded tar, or tar.gz.</summary>
    Tar,

    /// <summary>A folder of the server, below a configured root.</summary>
    Folder,
}

/// <summary>
/// One import of files by a map. Its run has the progress and the refusals, its files have their states. All its samples
/// become visible in the transaction that finishes it.
/// </summary>
public sealed class Import : IGoverned
{
    /// <summary>Version 7, so that ids ascend with time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The dataset that receives the recordings and samples.</summary>
    public required Guid DatasetId { get; init; }

    /// <summary>The run that does the work; one for each import.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Kind of the source; it says how to read the location.</summary>
    public required ImportSource Source { get; init; }

    /// <summary>Digest of the upload, or path of the folder below its configured root.</summary>
    public required string Location { get; init; }

    /// <summary>Name of the uploaded file or path of the folder, as pages show it.</summary>
    public required string Name { get; init; }

    /// <summary>The import map as canonical JSON.</summary>
    public required string Map { get; init; }

    /// <summary>SHA-256 of the map, 64 lower-case hex characters.</summary>
    public required string MapDigest { get; init; }

    /// <summary>Who created it, and when.</summary>
    public required Stamp Created { get; init; }

    /// <summary>When its samples became visible; null before, and for an import that failed or was cancelled.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>
    /// When the upload was deleted, because a subject in it withdrew or the import has no result; the location then refers to no blob.
    /// </summary>
    public DateTimeOffset? SourceErasedAt { get; set; }

    /// <summary>
    /// Whether every row and file of the source named a subject, so that <see cref="ImportSubject"/> lists all who are in it. Null
    /// before the source was read to its end, and for imports that older versions of the portal made.
    /// </summary>
    public bool? NamesAllSubjects { get; set; }

    /// <summary>Counts, missing parts by reason and sync errors; written when the import finishes.</summary>
    public ImportReport? Report { get; set; }
}

/// <summary>What an import did with a file.</summary>
public enum ImportedFileState
{
    /// <summary>The file was read and its content kept.</summary>
    Read,

    /// <summary>The file was refused; its facts hold the reason.</summary>
    Refused,

    /// <summary>The map does not use the file.</summary>
    Unused,
}

internal sealed class ImportConfiguration
    : IEntityTypeConfiguration<Import>,
        IEntityTypeConfiguration<ImportedFile>,
        IEntityTypeConfiguration<ImportSubject>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.ToTable("imports");
        builder.Property(i => i.Location).HasMaxLength(1000);
        builder.Property(i => i.Name).HasMaxLength(260);
        builder.Property(i => i.Map).HasColumnType("jsonb");
        builder.Property(i => i.MapDigest).HasMaxLength(64);
        builder.HasStamp(i => i.Created);
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

    public void Configure(EntityTypeBuilder<ImportSubject> builder)
    {
        builder.ToTable("import_subjects");
        builder.HasKey(s => new { s.ImportId, s.Hash });
        builder.HasIndex(s => s.Hash);
        builder.HasOne<Import>().WithMany().HasForeignKey(s => s.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}
