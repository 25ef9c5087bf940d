using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Catalog;

/// <summary>One capture of one subject, with several streams.</summary>
public sealed class Recording
{
    /// <summary>UUID version 7.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The dataset that the recording was imported into.</summary>
    public required Guid DatasetId { get; init; }

    /// <summary>The import that created it.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The person or machine that was recorded.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Name from the import map, unique within the dataset: <c>001</c>, <c>pump-03/2025-04-12</c>.</summary>
    public required string Key { get; init; }

    /// <summary>First reference time over all streams, in nanoseconds since the Unix epoch.</summary>
    public required long FirstNs { get; init; }

    /// <summary>Last reference time over all streams, in nanoseconds since the Unix epoch.</summary>
    public required long LastNs { get; init; }
}

/// <summary>Whether a stream is sampled at a rate.</summary>
public enum StreamKind
{
    /// <summary>Sampled at a rate, with a nominal period.</summary>
    Regular,

    /// <summary>Single instants without a period.</summary>
    Events,
}

/// <summary>How the correction of a <see cref="Clock"/> is known.</summary>
public enum ClockMethod
{
    /// <summary>Nobody stated a correction.</summary>
    Assumed,

    /// <summary>Stated by the import map or a person.</summary>
    Declared,

    /// <summary>Estimated from the data.</summary>
    Estimated,
}

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
