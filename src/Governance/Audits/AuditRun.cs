using System.Text.Json;
using Governance.Catalog;
using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Governance.Audits;

/// <summary>How far an audit is.</summary>
public enum AuditState
{
    /// <summary>Its run is queued or running.</summary>
    Running,

    /// <summary>It has a report and a verdict.</summary>
    Finished,

    /// <summary>It ended without a report: it failed or was cancelled.</summary>
    Failed,
}

/// <summary>The result of a finished audit.</summary>
public enum AuditVerdict
{
    /// <summary>Every threshold is met.</summary>
    Passed,

    /// <summary>At least one threshold is not met, or could not be assessed.</summary>
    Failed,

    /// <summary>The samples come from fewer subjects than the suite requires, so nothing is assessed.</summary>
    NotAssessed,
}

/// <summary>One audit of a model version on a dataset version. Its report never changes: its digest is in the ledger.</summary>
public sealed class AuditRun : IGoverned
{
    /// <summary>The audit; a version 7 UUID, so audits sort by age.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The model version that is audited.</summary>
    public required Guid ModelVersionId { get; init; }

    /// <summary>The dataset version that it is audited on.</summary>
    public required Guid DatasetVersionId { get; init; }

    /// <summary>How far the audit is.</summary>
    public required AuditState State { get; set; }

    /// <summary>Null until the audit has finished.</summary>
    public AuditVerdict? Verdict { get; set; }

    /// <summary>
    /// The report as JSON (an <see cref="AuditReport"/>); other capabilities read the part in <see cref="AuditReportHead"/>.
    /// Null until the audit has finished.
    /// </summary>
    public string? Report { get; set; }

    /// <summary>SHA-256 of the report's canonical bytes, 64 hex characters; null until the audit has finished.</summary>
    public string? ReportDigest { get; set; }

    /// <summary>Who created it, and when.</summary>
    public required Stamp Created { get; init; }

    /// <summary>When it finished or failed; null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The thresholds and settings of the audit.</summary>
    public AuditSuite Suite { get; init; } = new();

    /// <summary>The version of a named suite that the audit is by; null = thresholds of its own, so it is exploratory.</summary>
    public Guid? SuiteId { get; init; }

    /// <summary>The run that executes the audit; null for audits that were made elsewhere.</summary>
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
        builder.HasOne<SuiteVersion>().WithMany().HasForeignKey(a => a.SuiteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasStamp(a => a.Created);
        builder
            .Property(a => a.Suite)
            .HasColumnType("jsonb")
            .HasConversion(
                new ValueConverter<AuditSuite, string>(
                    suite => JsonSerializer.Serialize(suite, CanonicalJson.Options),
                    text => StoredSuite.Read(text)
                ),
                Json.Comparer<AuditSuite>()
            );
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
