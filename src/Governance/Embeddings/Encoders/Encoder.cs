using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Embeddings;

public enum EncoderState
{
    Active,
    Retired,
}

/// <summary>
/// A registered ONNX model that turns one modality into vectors: its bytes as a blob, its preprocessing as data.
/// Only what passed inspection and a dry run is here, and it never changes; a new one is registered instead.
/// </summary>
public sealed class Encoder : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Unique, as people call it.</summary>
    public required string Name { get; init; }
    public required Modality Modality { get; init; }

    /// <summary>The <see cref="Inference.Encoders.EncoderSpec"/> as canonical JSON.</summary>
    public required string Spec { get; init; }

    /// <summary>SHA-256 of the ONNX file, which is a blob.</summary>
    public required string OnnxDigest { get; init; }
    public required long OnnxBytes { get; init; }

    /// <summary>SHA-256 over the spec and the ONNX digest: two encoders of the same digest give the same vectors.</summary>
    public required string Digest { get; init; }

    /// <summary>Entries of each vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>Weights in the graph.</summary>
    public required long Parameters { get; init; }

    /// <summary>Came with the product.</summary>
    public required bool BuiltIn { get; init; }
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Execution provider that the dry run really used.</summary>
    public required string CheckedOn { get; init; }

    /// <summary>What came out of the dry run, in words.</summary>
    public required string DryRun { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public required EncoderState State { get; set; }
    public DateTimeOffset? RetiredAt { get; set; }
    public string? RetiredBy { get; set; }
}

internal sealed class EncoderConfiguration : IEntityTypeConfiguration<Encoder>
{
    public void Configure(EntityTypeBuilder<Encoder> builder)
    {
        builder.ToTable("encoders", table => table.HasCheckConstraint("ck_encoder_dimension", "dimension > 0"));
        builder.Property(e => e.Name).HasMaxLength(Encoders.LongestName);
        builder.Property(e => e.Spec).HasColumnType("jsonb");
        builder.Property(e => e.OnnxDigest).HasMaxLength(64);
        builder.Property(e => e.Digest).HasMaxLength(64);
        builder.Property(e => e.CheckedOn).HasMaxLength(80);
        builder.Property(e => e.DryRun).HasMaxLength(1000);
        builder.Property(e => e.CreatedBy).HasMaxLength(256);
        builder.Property(e => e.RetiredBy).HasMaxLength(256);
        builder.HasIndex(e => e.Name).IsUnique();
        builder.HasIndex(e => e.Digest).IsUnique();
        builder.Property<uint>("Version").IsRowVersion();
    }
}
