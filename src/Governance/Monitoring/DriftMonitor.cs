using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Monitoring;

/// <summary>
/// Watches whether what comes in still looks like a reference: a sealed version, embedded for a purpose. Its false-alarm
/// rate is measured on the reference itself before its first alarm may fire.
/// </summary>
public sealed class DriftMonitor : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; init; }
    public required Guid ReferenceId { get; init; }
    public required Guid PurposeId { get; init; }

    /// <summary>Family-wise level over all tests of one check.</summary>
    public required double Level { get; init; }
    public required long Seed { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    /// <summary>The run that measures the false-alarm rate.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Random halves of the reference that were compared, and how many of them alarmed; null until measured.</summary>
    public int? Trials { get; set; }
    public int? FalseAlarms { get; set; }

    /// <summary>
    /// False while unmeasured, and when even the lower end of the 95 % interval of the measured rate lies above the level:
    /// such a monitor would cry wolf, so it only reports.
    /// </summary>
    public bool MayAlarm { get; set; }
}

public enum AlertState
{
    Open,
    Closed,
}

internal sealed class DriftMonitorConfiguration
    : IEntityTypeConfiguration<DriftMonitor>,
        IEntityTypeConfiguration<DriftCheck>,
        IEntityTypeConfiguration<DriftAlert>
{
    public void Configure(EntityTypeBuilder<DriftMonitor> builder)
    {
        builder.ToTable("drift_monitors", table =>
            table.HasCheckConstraint("ck_monitor_level", "level > 0 AND level < 0.5")
        );
        builder.Property(m => m.Name).HasMaxLength(120);
        builder.Property(m => m.CreatedBy).HasMaxLength(256);
        builder.HasIndex(m => m.Name).IsUnique();
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(m => m.ReferenceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Purpose>().WithMany().HasForeignKey(m => m.PurposeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Run>().WithMany().HasForeignKey(m => m.RunId).OnDelete(DeleteBehavior.Restrict);
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<DriftCheck> builder)
    {
        builder.ToTable("drift_checks");
        builder.Property(c => c.StartedBy).HasMaxLength(256);
        builder.Property(c => c.Digest).HasMaxLength(64);
        builder
            .Property(c => c.Findings)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<DriftFindings?>(), Json.Comparer<DriftFindings?>());
        builder.HasIndex(c => new { c.MonitorId, c.Number }).IsUnique();
        builder.HasOne<DriftMonitor>().WithMany().HasForeignKey(c => c.MonitorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(c => c.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Run>().WithMany().HasForeignKey(c => c.RunId).OnDelete(DeleteBehavior.Restrict);
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<DriftAlert> builder)
    {
        builder.ToTable("drift_alerts");
        builder.Property(a => a.Difference).HasMessage("line");
        builder.Property(a => a.Attribute).HasMaxLength(200);
        builder.Property(a => a.Value).HasMaxLength(400);
        builder.Property(a => a.Note).HasMaxLength(2000);
        builder.Property(a => a.ClosedBy).HasMaxLength(256);
        builder.HasIndex(a => a.CheckId).IsUnique();
        builder.HasIndex(a => a.State);
        builder.HasOne<DriftCheck>().WithMany().HasForeignKey(a => a.CheckId).OnDelete(DeleteBehavior.Restrict);
        builder.Property<uint>("Version").IsRowVersion();
    }
}
