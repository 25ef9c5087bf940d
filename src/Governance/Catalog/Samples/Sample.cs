using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Catalog;

/// <summary>
/// The aligned unit: an anchor instant with its window, one <see cref="SamplePart"/> for each part that the import map names
/// (present with its sync error, or missing with a reason), and scenario attributes that place it in strata.
/// </summary>
public sealed class Sample
{
    /// <summary>UUID version 7.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The dataset that the sample was imported into.</summary>
    public required Guid DatasetId { get; init; }

    /// <summary>The recording that the sample is cut from.</summary>
    public required Guid RecordingId { get; init; }

    /// <summary>The import that created it.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The subject of the recording; its consent decides about use.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Recording key and anchor row, unique within the dataset: <c>001/food.csv#3</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Reference time of the anchor, in nanoseconds since the Unix epoch.</summary>
    public required long AnchorNs { get; init; }

    /// <summary>First instant of the window, inclusive, not after the anchor.</summary>
    public required long FromNs { get; init; }

    /// <summary>Last instant of the window, inclusive, not before the anchor.</summary>
    public required long ToNs { get; init; }

    /// <summary>IANA time zone of the recording, to show local time.</summary>
    public required string Zone { get; init; }

    /// <summary>Scenario attributes: { "lighting": "low", "view": "close" }.</summary>
    public required Dictionary<string, string> Strata { get; init; }

    /// <summary>The modalities that have at least one part present.</summary>
    public required Modalities Present { get; init; }

    /// <summary>Number of missing parts; 0 = the sample is complete.</summary>
    public required int MissingParts { get; init; }

    /// <summary>The largest sync error of the present parts, in nanoseconds; null when no part has one.</summary>
    public required long? MaxSyncErrorNs { get; init; }
}

/// <summary>Why a part is missing.</summary>
public enum MissingReason
{
    /// <summary>The table names no file or text for this anchor.</summary>
    NotRecorded,

    /// <summary>The table names a file that is not in the upload.</summary>
    FileMissing,

    /// <summary>The file is in the upload, but cannot be read as an image, a text or a table.</summary>
    Unreadable,

    /// <summary>The stream has no row within the window or the tolerance.</summary>
    OutOfRange,

    /// <summary>The upload has no such stream for this recording.</summary>
    StreamMissing,

    /// <summary>The window has fewer rows than the import map requires, because of a gap.</summary>
    Gap,

    /// <summary>Only in answers, never stored: the subject's consent does not cover the part.</summary>
    NotPermitted,
}

internal sealed class SampleConfiguration : IEntityTypeConfiguration<Sample>, IEntityTypeConfiguration<SamplePart>
{
    public void Configure(EntityTypeBuilder<Sample> builder)
    {
        builder.ToTable("samples", table =>
            table.HasCheckConstraint("ck_sample_window", "from_ns <= anchor_ns AND anchor_ns <= to_ns")
        );
        builder.Property(s => s.Key).HasMaxLength(400);
        builder.Property(s => s.Zone).HasMaxLength(60);
        builder
            .Property(s => s.Strata)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<Dictionary<string, string>>(), Json.Comparer<Dictionary<string, string>>());
        builder.HasOne<Dataset>().WithMany().HasForeignKey(s => s.DatasetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Recording>().WithMany().HasForeignKey(s => s.RecordingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Subject>().WithMany().HasForeignKey(s => s.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.DatasetId, s.Key }).IsUnique();
        builder.HasIndex(s => new { s.DatasetId, s.AnchorNs });
        builder.HasIndex(s => s.RecordingId);
        builder.HasIndex(s => s.SubjectId);
        builder.HasIndex(s => s.ImportId);
        builder.HasIndex(s => s.Strata).HasMethod("gin");
        StrataSql.Register(builder.Metadata.Model);
    }

    public void Configure(EntityTypeBuilder<SamplePart> builder)
    {
        builder.ToTable("sample_parts", table =>
            table.HasCheckConstraint(
                "ck_part_present_or_reason",
                "(missing IS NULL) = (digest IS NOT NULL OR rows IS NOT NULL)"
            )
        );
        builder.Property(p => p.Name).HasMaxLength(80);
        builder.Property(p => p.MissingDetail).HasMaxLength(SamplePart.LongestDetail);
        builder.Property(p => p.Digest).HasMaxLength(64);
        builder.Property(p => p.MediaType).HasMaxLength(100);
        builder.Property(p => p.ThumbnailDigest).HasMaxLength(64);
        builder.Property(p => p.Excerpt).HasMaxLength(SamplePart.LongestExcerpt);
        builder.Ignore(p => p.IsPresent);
        builder.HasOne<Sample>().WithMany().HasForeignKey(p => p.SampleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<RecordingStream>().WithMany().HasForeignKey(p => p.StreamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.SampleId, p.Name }).IsUnique();
        builder.HasIndex(p => p.Digest);
    }
}
