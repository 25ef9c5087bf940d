using Governance.Catalog;
using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Audits;

public enum AuditState
{
    Running,
    Finished,
    Failed,
}

public enum AuditVerdict
{
    Passed,
    Failed,
}

/// <summary>One audit of a model version on a dataset version. Its report is bound by its digest and never edited.</summary>
public sealed class AuditRun : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ModelVersionId { get; init; }
    public required Guid DatasetVersionId { get; init; }
    public required AuditState State { get; set; }

    /// <summary>Null until finished.</summary>
    public AuditVerdict? Verdict { get; set; }

    /// <summary>
    /// The report as canonical JSON; see <see cref="AuditReportHead"/> for what other floors read of it. Null until
    /// finished.
    /// </summary>
    public string? Report { get; set; }

    /// <summary>SHA-256 of the report's canonical bytes, 64 hex characters.</summary>
    public string? ReportDigest { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>What is asked of the model.</summary>
    public AuditSuite Suite { get; init; } = new();

    /// <summary>The run that does it; null for audits that came from elsewhere.</summary>
    public Guid? RunId { get; init; }
}

internal sealed class AuditRunConfiguration : IEntityTypeConfiguration<AuditRun>, IEntityTypeConfiguration<AuditStage>
{
    public void Configure(EntityTypeBuilder<AuditRun> builder)
    {
        builder.ToTable("audit_runs", table =>
            table.HasCheckConstraint(
                "ck_audit_run_finished_has_report",
                "state <> 'Finished' OR (verdict IS NOT NULL AND report IS NOT NULL AND report_digest IS "
                    + "NOT NULL AND finished_at IS NOT NULL)"
            )
        );
        builder.Property(a => a.State).HasMaxLength(20);
        builder.Property(a => a.Verdict).HasMaxLength(20);
        builder.Property(a => a.Report).HasColumnType("jsonb");
        builder.Property(a => a.ReportDigest).HasMaxLength(64);
        builder
            .HasOne<ModelVersion>()
            .WithMany()
            .HasForeignKey(a => a.ModelVersionId)
            .OnDelete(DeleteBehavior.Restrict);
        builder
            .HasOne<DatasetVersion>()
            .WithMany()
            .HasForeignKey(a => a.DatasetVersionId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.Property(a => a.CreatedBy).HasMaxLength(256);
        builder
            .Property(a => a.Suite)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<AuditSuite>(), Json.Comparer<AuditSuite>());
        builder.HasIndex(a => a.ModelVersionId);
        builder.HasIndex(a => a.DatasetVersionId);
        builder.HasIndex(a => a.RunId);
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<AuditStage> builder)
    {
        builder.ToTable("audit_stages");
        builder.HasKey(s => new { s.AuditId, s.Name });
        builder.Property(s => s.Name).HasMaxLength(40);
        builder.Property(s => s.SamplesDigest).HasMaxLength(64);
        builder.HasOne<AuditRun>().WithMany().HasForeignKey(s => s.AuditId).OnDelete(DeleteBehavior.Cascade);
    }
}
