using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Embeddings;

/// <summary>
/// One run of an encoder over a sealed version for a purpose, with its counts and the hardware that it used. The vectors
/// are <see cref="Embedding"/> rows, which several sets can share.
/// </summary>
public sealed class EmbeddingSet : IGoverned
{
    /// <summary>Primary key, ordered by time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The encoder.</summary>
    public required Guid EncoderId { get; init; }

    /// <summary>The sealed dataset version.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>The purpose for which consent is asked.</summary>
    public required Guid PurposeId { get; init; }

    /// <summary>The run that computes it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The encoder's modality.</summary>
    public required Modality Modality { get; init; }

    /// <summary>The encoder's digest when the set was started.</summary>
    public required string EncoderDigest { get; init; }

    /// <summary>Who started it, and when.</summary>
    public required Stamp Started { get; init; }

    /// <summary>When it was complete; null until then, like all properties below.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>ONNX Runtime execution provider that ran the model.</summary>
    public string? Provider { get; set; }

    /// <summary>Why a faster provider did not run; null if none was expected.</summary>
    public Message? FallbackMessage { get; set; }

    /// <summary><see cref="FallbackMessage"/> as a sentence.</summary>
    public string? Fallback => FallbackMessage?.Text;

    /// <summary>Version of the portal that computed it.</summary>
    public string? CodeVersion { get; set; }

    /// <summary>Samples of the version: embedded + absent + failed + all of <see cref="Excluded"/>.</summary>
    public int? Places { get; set; }

    /// <summary>Samples with a vector.</summary>
    public int? Embedded { get; set; }

    /// <summary>Of the embedded samples, those with a vector from an earlier set.</summary>
    public int? Reused { get; set; }

    /// <summary>Samples without this modality.</summary>
    public int? Absent { get; set; }

    /// <summary>Samples that could not be read or encoded; the run lists them as refusals.</summary>
    public int? Failed { get; set; }

    /// <summary>
    /// Samples that were not permitted: reason → count (<c>withdrawn</c>, <c>no-record</c>, <c>modality-not-covered</c>,
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
        builder.HasStamp(s => s.Started);
        builder.Property(s => s.Provider).HasMaxLength(80);
        builder.Property(s => s.FallbackMessage).HasMessage("fallback").HasMaxLength(400);
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
