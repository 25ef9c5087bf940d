using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Catalog;

/// <summary>
/// The aligned unit: an anchor instant with its window, one <see cref="SamplePart"/> for each part the map names,
/// present with its sync error or missing with its reason, and scenario attributes that place it in strata.
/// </summary>
public sealed class Sample
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid DatasetId { get; init; }
    public required Guid RecordingId { get; init; }
    public required Guid ImportId { get; init; }
    public required Guid SubjectId { get; init; }

    /// <summary>Deterministic within the dataset: recording key and anchor row, <c>001/food.csv#3</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Reference time of the anchor and of its window, nanoseconds since the Unix epoch.</summary>
    public required long AnchorNs { get; init; }
    public required long FromNs { get; init; }
    public required long ToNs { get; init; }

    /// <summary>IANA zone in which the recording was made, for showing local time.</summary>
    public required string Zone { get; init; }

    /// <summary>Scenario attributes: { "lighting": "low", "view": "close" }.</summary>
    public required Dictionary<string, string> Strata { get; init; }

    /// <summary>The modalities that have at least one part present.</summary>
    public required Modalities Present { get; init; }

    /// <summary>How many parts are missing, and the largest sync error of the present ones.</summary>
    public required int MissingParts { get; init; }
    public required long? MaxSyncErrorNs { get; init; }
}

/// <summary>Why a part is not there. Said, never guessed from an empty cell.</summary>
public enum MissingReason
{
    /// <summary>The table names no file or text for this anchor.</summary>
    NotRecorded,

    /// <summary>The table names a file that did not come with the upload.</summary>
    FileMissing,

    /// <summary>The file came and could not be read as what it should be.</summary>
    Unreadable,

    /// <summary>The stream has no row within the window or the tolerance.</summary>
    OutOfRange,

    /// <summary>The stream did not come at all for this recording.</summary>
    StreamMissing,

    /// <summary>Fewer rows than the map asks for, because of a gap.</summary>
    Gap,
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
