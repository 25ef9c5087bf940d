using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Models;

/// <summary>
/// A row of the prediction log: which version predicted what for whom, from which modalities. It keeps nothing of the input,
/// so a withdrawal has nothing to erase here.
/// </summary>
public sealed class Prediction
{
    /// <summary>The prediction; a version 7 UUID, so predictions sort by age.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The model version that predicted.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>The alias that was asked.</summary>
    public required string Alias { get; init; }

    /// <summary>When it answered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who asked.</summary>
    public required Guid ActorId { get; init; }

    /// <summary>The modalities that the model saw.</summary>
    public required Modalities Used { get; init; }

    /// <summary>The modalities that the model reads or the caller gave, and that were not used.</summary>
    public required Modalities Lost { get; init; }

    /// <summary>The most probable class.</summary>
    public required string Class { get; init; }

    /// <summary>Calibrated probability of the class, 0 … 1.</summary>
    public required double Probability { get; init; }

    /// <summary>Time from the request to the answer.</summary>
    public required double Milliseconds { get; init; }
}

internal sealed class PredictionConfiguration : IEntityTypeConfiguration<Prediction>
{
    public void Configure(EntityTypeBuilder<Prediction> builder)
    {
        builder.ToTable("predictions");
        builder.Property(p => p.Alias).HasMaxLength(40);
        builder.Property(p => p.Class).HasMaxLength(400);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(p => p.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.VersionId, p.At });
    }
}
