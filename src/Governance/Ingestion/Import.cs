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

/// <summary>
/// What became of one file. Written as each file is done, so that a killed import takes up where it stood:
/// the pair of import and path is unique, and reading a file again ends in the same row.
/// </summary>
public sealed class ImportedFile
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ImportId { get; init; }
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file as it came; empty when it was not read, because it was refused or nothing asks for it.</summary>
    public required string SourceDigest { get; init; }
    public required long Length { get; init; }
    public required ImportedFileState State { get; init; }

    /// <summary>The normalised content, when there is one.</summary>
    public string? ResultDigest { get; init; }

    /// <summary>What the step found and did, as JSON (<see cref="FileFacts"/>): size, orientation, removed metadata, or why it was refused.</summary>
    public string? Facts { get; init; }
}

/// <summary>What came in, what is missing and why, how well it aligned.</summary>
public sealed record ImportReport(
    int Files,
    int FilesRefused,
    int FilesUnused,
    long Bytes,
    int Recordings,
    int Streams,
    long SensorRows,
    int Samples,
    int SamplesComplete,
    IReadOnlyList<PartReport> Parts,
    IReadOnlyList<SubjectReport> Subjects
);

/// <summary>One part of the map over all samples: how many present, how many missing for which reason, and sync errors.</summary>
/// <param name="SyncErrors">Counts for each bin; bin i holds errors in [edge i, edge i+1) nanoseconds, the last is open.</param>
public sealed record PartReport(
    string Name,
    Modality Modality,
    int Present,
    IReadOnlyDictionary<MissingReason, int> Missing,
    IReadOnlyList<long> SyncErrorEdgesNs,
    IReadOnlyList<int> SyncErrors,
    long? MedianSyncErrorNs,
    long? MaxSyncErrorNs
);

/// <summary>One subject: anchors, samples with every part, and rows for each stream.</summary>
public sealed record SubjectReport(
    string Pseudonym,
    int Anchors,
    int Complete,
    IReadOnlyDictionary<string, int> PartsPresent,
    IReadOnlyDictionary<string, long> StreamRows
);

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
