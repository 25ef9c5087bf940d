using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Catalog;

/// <summary>One capture of one subject, with several streams.</summary>
public sealed class Recording
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid DatasetId { get; init; }
    public required Guid ImportId { get; init; }
    public required Guid SubjectId { get; init; }

    /// <summary>Deterministic name within the dataset, from the import map: <c>001</c>, <c>pump-03/2025-04-12</c>.</summary>
    public required string Key { get; init; }

    /// <summary>First and last reference time over all streams, in nanoseconds since the Unix epoch.</summary>
    public required long FirstNs { get; init; }
    public required long LastNs { get; init; }
}

/// <summary>Sampled at a rate, or now and then.</summary>
public enum StreamKind
{
    Regular,
    Events,
}

/// <summary>
/// One modality of a recording on its clock. Sensor rows stand in a Parquet blob with a min/max pyramid beside it;
/// images and texts are items of the stream, one blob each.
/// </summary>
public sealed class RecordingStream
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RecordingId { get; init; }
    public required string Name { get; init; }
    public required Modality Modality { get; init; }
    public required StreamKind Kind { get; init; }

    /// <summary>[{ "name": "glucose", "unit": "mmol/L" }]; empty for images and texts.</summary>
    public required List<Channel> Channels { get; init; }
    public required Clock Clock { get; init; }

    /// <summary>Parquet with <c>time_ns</c> and one double column for each channel; null for images and texts.</summary>
    public string? DataDigest { get; init; }

    /// <summary>Min/max pyramid of the same rows.</summary>
    public string? PyramidDigest { get; init; }
    public required long Rows { get; init; }
    public required long FirstNs { get; init; }
    public required long LastNs { get; init; }

    /// <summary>Nominal distance of rows (their median), in ns; null for events.</summary>
    public long? PeriodNs { get; init; }

    /// <summary>A longer silence than this is a gap and stays one, in every picture.</summary>
    public long? GapNs { get; init; }
    public required int Gaps { get; init; }
    public required int Duplicates { get; init; }
}

/// <summary>A named quantity with its unit (UCUM where there is one).</summary>
public sealed record Channel(string Name, string Unit);

public enum ClockMethod
{
    Assumed,
    Declared,
    Estimated,
}

/// <summary>reference = device × (1 + drift) + offset. Integers, so that a correction is exact and repeatable.</summary>
/// <param name="OffsetNs">Added to device time.</param>
/// <param name="DriftPpb">Parts in 10⁹, about the stream's first device time.</param>
/// <param name="UncertaintyNs">One standard deviation; null = not stated.</param>
/// <param name="StatedBy">The import map, a person, an estimate.</param>
public sealed record Clock(long OffsetNs, long DriftPpb, ClockMethod Method, long? UncertaintyNs, string StatedBy);

internal sealed class RecordingConfiguration
    : IEntityTypeConfiguration<Recording>,
        IEntityTypeConfiguration<RecordingStream>
{
    public void Configure(EntityTypeBuilder<Recording> builder)
    {
        builder.ToTable("recordings");
        builder.Property(r => r.Key).HasMaxLength(300);
        builder.HasOne<Dataset>().WithMany().HasForeignKey(r => r.DatasetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Subject>().WithMany().HasForeignKey(r => r.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.DatasetId, r.Key }).IsUnique();
        builder.HasIndex(r => r.ImportId);
        builder.HasIndex(r => r.SubjectId);
    }

    public void Configure(EntityTypeBuilder<RecordingStream> builder)
    {
        builder.ToTable("recording_streams");
        builder.Property(s => s.Name).HasMaxLength(80);
        builder
            .Property(s => s.Channels)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<List<Channel>>(), Json.Comparer<List<Channel>>());
        builder
            .Property(s => s.Clock)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<Clock>(), Json.Comparer<Clock>());
        builder.Property(s => s.DataDigest).HasMaxLength(64);
        builder.Property(s => s.PyramidDigest).HasMaxLength(64);
        builder.HasOne<Recording>().WithMany().HasForeignKey(s => s.RecordingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => new { s.RecordingId, s.Name }).IsUnique();
    }
}
