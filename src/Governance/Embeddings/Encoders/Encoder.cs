using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Embeddings;

/// <summary>Whether new runs can use an encoder.</summary>
public enum EncoderState
{
    /// <summary>New runs can use it.</summary>
    Active,

    /// <summary>No new run can use it; its vectors stay.</summary>
    Retired,
}

/// <summary>
/// A registered ONNX model that turns one modality into vectors: its file as a blob, its preprocessing as data.
/// It passed inspection and a dry run, and it never changes; a change is a new encoder.
/// </summary>
public sealed class Encoder : IGoverned
{
    /// <summary>Primary key, ordered by time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Unique; 1 to 120 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The modality that it encodes.</summary>
    public required Modality Modality { get; init; }

    /// <summary>The <see cref="Inference.Encoders.EncoderSpec"/> as canonical JSON.</summary>
    public required string Spec { get; init; }

    /// <summary>SHA-256 of the ONNX file in the blob store.</summary>
    public required string OnnxDigest { get; init; }

    /// <summary>Size of the ONNX file in bytes.</summary>
    public required long OnnxBytes { get; init; }

    /// <summary>SHA-256 over the spec and the ONNX digest: encoders with the same digest give the same vectors.</summary>
    public required string Digest { get; init; }

    /// <summary>Numbers in each vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>Number of weights in the graph.</summary>
    public required long Parameters { get; init; }

    /// <summary>Whether the portal brings it along.</summary>
    public required bool BuiltIn { get; init; }

    /// <summary>When the dry run was made.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>ONNX Runtime execution provider that the dry run used.</summary>
    public required string CheckedOn { get; init; }

    /// <summary>The result of the dry run.</summary>
    public required Message DryRunMessage { get; init; }

    /// <summary><see cref="DryRunMessage"/> as sentences.</summary>
    public string DryRun => DryRunMessage.Text;

    /// <summary>Who created it, and when.</summary>
    public required Stamp Created { get; init; }

    /// <summary>Active or retired.</summary>
    public required EncoderState State { get; set; }

    /// <summary>Who retired it, and when; null while it is active.</summary>
    public Stamp? Retired { get; set; }
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
        builder.Property(e => e.DryRunMessage).HasMessage("dry_run").HasMaxLength(1000);
        builder.HasStamp(e => e.Created);
        builder.HasStamp(e => e.Retired);
        builder.HasIndex(e => e.Name).IsUnique();
        builder.HasIndex(e => e.Digest).IsUnique();
        builder.Property<uint>("Version").IsRowVersion();
    }
}
