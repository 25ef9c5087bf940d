using Governance.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Audits;

/// <summary>What a model version predicted for one audited sample. It is deleted with the sample.</summary>
public sealed class AuditPrediction
{
    /// <summary>The audit.</summary>
    public required Guid AuditId { get; init; }

    /// <summary>0-based row of the audit.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The sample.</summary>
    public required Guid SampleId { get; init; }

    /// <summary>0-based number of the subject within the audit: it groups samples without identifying the subject.</summary>
    public required int SubjectOrdinal { get; init; }

    /// <summary>The modalities that the model saw.</summary>
    public required Modalities Used { get; init; }

    /// <summary>0-based index of the right class, in the order of the model's classes.</summary>
    public required int Label { get; init; }

    /// <summary>Calibrated probability of each class, in the order of the model's classes.</summary>
    public required float[] Probabilities { get; init; }
}

internal sealed class AuditPredictionConfiguration : IEntityTypeConfiguration<AuditPrediction>
{
    public void Configure(EntityTypeBuilder<AuditPrediction> builder)
    {
        builder.ToTable("audit_predictions");
        builder.HasKey(p => new { p.AuditId, p.Ordinal });
        builder.HasOne<AuditRun>().WithMany().HasForeignKey(p => p.AuditId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Sample>().WithMany().HasForeignKey(p => p.SampleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => p.SampleId);
    }
}
