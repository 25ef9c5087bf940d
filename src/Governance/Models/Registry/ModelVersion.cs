using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Models;

/// <summary>How far the training of a version is.</summary>
public enum ModelVersionState
{
    /// <summary>Its run is queued or running.</summary>
    Training,

    /// <summary>It is trained and can be given an alias.</summary>
    Ready,

    /// <summary>Its training failed or was cancelled.</summary>
    Failed,
}

/// <summary>
/// The result of one training of a model. A ready version is immutable: the database refuses every change. Rows of
/// <see cref="ModelVersionSample"/> record its samples, so that the withdrawn share can be counted.
/// </summary>
public sealed class ModelVersion : IGoverned
{
    /// <summary>The version; a version 7 UUID, so versions sort by age.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The model.</summary>
    public required Guid ModelId { get; init; }

    /// <summary>1, 2, 3 … within the model.</summary>
    public required int Number { get; init; }

    /// <summary>Training, ready or failed.</summary>
    public required ModelVersionState State { get; set; }

    /// <summary>The sealed dataset version that it learned from.</summary>
    public required Guid DatasetVersionId { get; init; }

    /// <summary>Manifest digest of the dataset version when the training was started, 64 hex characters.</summary>
    public required string ManifestDigest { get; init; }

    /// <summary>The purpose for which consent is checked, at the training and later.</summary>
    public required Guid PurposeId { get; init; }

    /// <summary>The encoder of text; null where the version does not use it.</summary>
    public Guid? TextEncoderId { get; init; }

    /// <summary>The encoder of images; null where the version does not use it.</summary>
    public Guid? ImageEncoderId { get; init; }

    /// <summary>The encoder of sensor series; null where the version does not use it.</summary>
    public Guid? SensorEncoderId { get; init; }

    /// <summary>The encoder of each modality; null where the version does not use it.</summary>
    public PerModality<Guid?> Encoders => new(TextEncoderId, ImageEncoderId, SensorEncoderId);

    /// <summary>The modalities that the version uses.</summary>
    public Modalities Modalities => Enum.GetValues<Modality>().Where(m => Encoders[m] is not null).AsSet();

    /// <summary>The fusion kind: Early, Late or Attention.</summary>
    public required string Fusion { get; init; }

    /// <summary>All options of the training, as canonical JSON.</summary>
    public required string Options { get; init; }

    /// <summary>Seed of the weights; also of the split where the dataset version declares none.</summary>
    public required long Seed { get; init; }

    /// <summary>Who created it, and when.</summary>
    public required Stamp Created { get; init; }

    /// <summary>The run that trains it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>
    /// Digest of the trainer's state after the last finished epoch, to resume from; null before the first, and when
    /// ready or failed.
    /// </summary>
    public string? CheckpointDigest { get; set; }

    /// <summary>The loss of each finished epoch.</summary>
    public required IReadOnlyList<EpochLoss> Losses { get; set; }

    /// <summary>Excluded samples: reason in kebab case → how many.</summary>
    public required IReadOnlyDictionary<string, int> Excluded { get; set; }

    /// <summary>Why the job refused to train it; null when it did not, or failed otherwise (see the run).</summary>
    public Message? ErrorMessage { get; set; }

    /// <summary><see cref="ErrorMessage"/> as a sentence.</summary>
    public string? Error => ErrorMessage?.Text;

    /// <summary>Digest of the exported ONNX file, 64 hex characters; null until ready.</summary>
    public string? OnnxDigest { get; set; }

    /// <summary>Length of the ONNX file in bytes; null until ready.</summary>
    public long? OnnxLength { get; set; }

    /// <summary>Greatest difference of a probability between the trainer and ONNX Runtime; null until ready.</summary>
    public double? Parity { get; set; }

    /// <summary>Results on the test part; null until ready.</summary>
    public ModelMetrics? Metrics { get; set; }

    /// <summary>When the training finished; null until ready.</summary>
    public DateTimeOffset? ReadyAt { get; set; }

    /// <summary>Version and commit of the code that trained it.</summary>
    public required string CodeVersion { get; init; }
}

/// <summary>
/// The part that a sample belongs to. No two parts share a group of the dataset version's evaluation split; without a declared
/// split, no two share a subject.
/// </summary>
public enum SampleRole
{
    /// <summary>The weights are fitted on it.</summary>
    Train,

    /// <summary>The best epoch is chosen and the temperatures are fitted on it.</summary>
    Validation,

    /// <summary>The version is measured on it and learns nothing from it.</summary>
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
        builder.Ignore(v => v.Modalities);
        builder.Property(v => v.ManifestDigest).HasMaxLength(64);
        builder.Property(v => v.Fusion).HasMaxLength(20);
        builder.Property(v => v.Options).HasColumnType("jsonb");
        builder.Property(v => v.ErrorMessage).HasMessage("error");
        builder.HasStamp(v => v.Created);
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
