using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Models;

public enum ModelVersionState
{
    Training,
    Ready,
    Failed,
}

/// <summary>
/// One training of a model. Ready is immutable; the database refuses every change. What it learned from stands in
/// <see cref="ModelVersionSample"/>, so that its withdrawn share is counted and never guessed.
/// </summary>
public sealed class ModelVersion : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ModelId { get; init; }

    /// <summary>1, 2, 3 … within the model.</summary>
    public required int Number { get; init; }
    public required ModelVersionState State { get; set; }

    /// <summary>The sealed version that it learned from, and that version's manifest digest at the time.</summary>
    public required Guid DatasetVersionId { get; init; }
    public required string ManifestDigest { get; init; }

    /// <summary>What the data was asked for; the consent gate is asked with it, then and now.</summary>
    public required Guid PurposeId { get; init; }

    /// <summary>Of <see cref="Encoders"/>.</summary>
    public Guid? TextEncoderId { get; init; }

    /// <inheritdoc cref="TextEncoderId"/>
    public Guid? ImageEncoderId { get; init; }

    /// <inheritdoc cref="TextEncoderId"/>
    public Guid? SensorEncoderId { get; init; }

    /// <summary>The encoder of each modality; null where the model has none.</summary>
    public PerModality<Guid?> Encoders => new(TextEncoderId, ImageEncoderId, SensorEncoderId);

    /// <summary>Early, Late or Attention.</summary>
    public required string Fusion { get; init; }

    /// <summary>Everything that steers the training, as canonical JSON.</summary>
    public required string Options { get; init; }
    public required long Seed { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    /// <summary>The run that trains it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>State at the end of the last finished epoch, for resuming; null before the first and when Ready.</summary>
    public string? CheckpointDigest { get; set; }

    /// <summary>Loss for each finished epoch.</summary>
    public required IReadOnlyList<EpochLoss> Losses { get; set; }

    /// <summary>Samples that stayed out, by reason in words.</summary>
    public required IReadOnlyDictionary<string, int> Excluded { get; set; }

    /// <summary>Why it failed.</summary>
    public Message? ErrorMessage { get; set; }
    public string? Error => ErrorMessage?.Text;

    /// <summary>
    /// Set when Ready: the exported ONNX file, and the greatest difference of a probability between trainer and ONNX
    /// Runtime.
    /// </summary>
    public string? OnnxDigest { get; set; }
    public long? OnnxLength { get; set; }
    public double? Parity { get; set; }
    public ModelMetrics? Metrics { get; set; }
    public DateTimeOffset? ReadyAt { get; set; }

    /// <summary>Commit of the code that trained it.</summary>
    public required string CodeVersion { get; init; }
}

/// <summary>Training, validation (temperatures are fitted on it) and test never share a subject.</summary>
public enum SampleRole
{
    Train,
    Validation,
    Test,
}

internal sealed class ModelVersionConfiguration
    : IEntityTypeConfiguration<ModelVersion>,
        IEntityTypeConfiguration<ModelVersionSample>
{
    public void Configure(EntityTypeBuilder<ModelVersion> builder)
    {
        builder.ToTable("model_versions", table =>
            table.HasCheckConstraint(
                "ck_model_version_ready_has_artifact",
                "state <> 'Ready' OR (onnx_digest IS NOT NULL AND parity IS NOT NULL AND metrics IS NOT NULL AND ready_at IS NOT NULL)"
            )
        );
        builder.Ignore(v => v.Encoders);
        builder.Property(v => v.ManifestDigest).HasMaxLength(64);
        builder.Property(v => v.Fusion).HasMaxLength(20);
        builder.Property(v => v.Options).HasColumnType("jsonb");
        builder.Property(v => v.ErrorMessage).HasMessage("error");
        builder.Property(v => v.CreatedBy).HasMaxLength(256);
        builder.Property(v => v.CheckpointDigest).HasMaxLength(64);
        builder.Property(v => v.OnnxDigest).HasMaxLength(64);
        builder.Property(v => v.CodeVersion).HasMaxLength(100);
        builder
            .Property(v => v.Losses)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<IReadOnlyList<EpochLoss>>(), Json.Comparer<IReadOnlyList<EpochLoss>>());
        builder
            .Property(v => v.Excluded)
            .HasColumnType("jsonb")
            .HasConversion(
                Json.Converter<IReadOnlyDictionary<string, int>>(),
                Json.Comparer<IReadOnlyDictionary<string, int>>()
            );
        builder
            .Property(v => v.Metrics)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<ModelMetrics?>(), Json.Comparer<ModelMetrics?>());
        builder.HasOne<Model>().WithMany().HasForeignKey(v => v.ModelId).OnDelete(DeleteBehavior.Restrict);
        builder
            .HasOne<DatasetVersion>()
            .WithMany()
            .HasForeignKey(v => v.DatasetVersionId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Purpose>().WithMany().HasForeignKey(v => v.PurposeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Encoder>().WithMany().HasForeignKey(v => v.TextEncoderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Encoder>().WithMany().HasForeignKey(v => v.ImageEncoderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Encoder>().WithMany().HasForeignKey(v => v.SensorEncoderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => new { v.ModelId, v.Number }).IsUnique();
        builder.HasIndex(v => v.RunId);
        builder.Property<uint>("RowVersion").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<ModelVersionSample> builder)
    {
        builder.ToTable("model_version_samples");
        builder.HasKey(s => new { s.VersionId, s.Ordinal });
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(s => s.VersionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Sample>().WithMany().HasForeignKey(s => s.SampleId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(s => s.SampleId);
    }
}
