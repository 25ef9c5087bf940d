using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Models;

/// <summary>
/// A line of the prediction log: which version said what to whom, on which modalities. It holds nothing of what was
/// judged, so a withdrawal has nothing to find here.
/// </summary>
public sealed class Prediction
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid VersionId { get; init; }
    public required string Alias { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid ActorId { get; init; }
    public required Modalities Used { get; init; }

    /// <summary>Given or known, and not used.</summary>
    public required Modalities Lost { get; init; }
    public required string Class { get; init; }
    public required double Probability { get; init; }
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
