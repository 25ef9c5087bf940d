using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Embeddings;

/// <summary>
/// One pass of an encoder over a sealed version for a purpose: how many samples it reached, who stayed out and why, and on
/// what it computed. The vectors themselves are <see cref="Embedding"/> rows, which several sets may share.
/// </summary>
public sealed class EmbeddingSet : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EncoderId { get; init; }
    public required Guid VersionId { get; init; }
    public required Guid PurposeId { get; init; }
    public required Guid RunId { get; init; }
    public required Modality Modality { get; init; }

    /// <summary>The encoder's digest when the set was started.</summary>
    public required string EncoderDigest { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required string StartedBy { get; init; }

    // Written when it ends; null before.
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Execution provider that really ran, and why a better one did not.</summary>
    public string? Provider { get; set; }
    public string? Fallback { get; set; }
    public string? CodeVersion { get; set; }

    /// <summary>Places of the version; = embedded + absent + failed + all of <see cref="Excluded"/>.</summary>
    public int? Places { get; set; }

    /// <summary>Samples with a vector, and how many of those stood already from an earlier set.</summary>
    public int? Embedded { get; set; }
    public int? Reused { get; set; }

    /// <summary>Samples without this modality.</summary>
    public int? Absent { get; set; }

    /// <summary>Samples whose part could not be read; each is a refusal of the run.</summary>
    public int? Failed { get; set; }

    /// <summary>
    /// Samples that stayed out: why → how many (<c>withdrawn</c>, <c>no-record</c>, <c>modality-not-covered</c>,
    /// <c>erased</c>, …).
    /// </summary>
    public SortedDictionary<string, int> Excluded { get; set; } = [];

    /// <summary>SHA-256 over key, input digest and vector of every embedded sample, in manifest order.</summary>
    public string? Digest { get; set; }
}

internal sealed class EmbeddingConfiguration
    : IEntityTypeConfiguration<EmbeddingSet>,
        IEntityTypeConfiguration<Embedding>
{
    public void Configure(EntityTypeBuilder<EmbeddingSet> builder)
    {
        builder.ToTable("embedding_sets");
        builder.Property(s => s.EncoderDigest).HasMaxLength(64);
        builder.Property(s => s.StartedBy).HasMaxLength(256);
        builder.Property(s => s.Provider).HasMaxLength(80);
        builder.Property(s => s.Fallback).HasMaxLength(400);
        builder.Property(s => s.CodeVersion).HasMaxLength(100);
        builder
            .Property(s => s.Excluded)
            .HasColumnType("jsonb")
            .HasConversion(
                Json.Converter<SortedDictionary<string, int>>(),
                Json.Comparer<SortedDictionary<string, int>>()
            );
        builder.Property(s => s.Digest).HasMaxLength(64);
        builder.HasOne<Encoder>().WithMany().HasForeignKey(s => s.EncoderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(s => s.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Purpose>().WithMany().HasForeignKey(s => s.PurposeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Run>().WithMany().HasForeignKey(s => s.RunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.VersionId);
        builder.HasIndex(s => s.EncoderId);
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<Embedding> builder)
    {
        builder.ToTable("embeddings");
        builder.HasKey(e => new { e.EncoderId, e.SampleId });
        builder.Property(e => e.InputDigest).HasMaxLength(64);
        builder.Property(e => e.Vector).HasColumnType("real[]");
        builder.HasOne<Encoder>().WithMany().HasForeignKey(e => e.EncoderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<EmbeddingSet>().WithMany().HasForeignKey(e => e.SetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Sample>().WithMany().HasForeignKey(e => e.SampleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(e => e.SampleId);
        builder.HasIndex(e => e.SetId);
    }
}
