using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Monitoring;

/// <summary>
/// Compares batches of new samples with a reference: a sealed version, embedded for a purpose. Its false-alarm rate is
/// measured on the reference before it can raise alerts.
/// </summary>
public sealed class DriftMonitor : IGoverned
{
    /// <summary>Primary key, ordered by time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Unique; 1 to 120 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The reference: a sealed dataset version.</summary>
    public required Guid ReferenceId { get; init; }

    /// <summary>The purpose for which consent is asked.</summary>
    public required Guid PurposeId { get; init; }

    /// <summary>Family-wise significance level over all tests of one check; above 0 and below 0.5.</summary>
    public required double Level { get; init; }

    /// <summary>Seed of the permutation tests and of the random halves.</summary>
    public required long Seed { get; init; }

    /// <summary>Who created it, and when.</summary>
    public required Stamp Created { get; init; }

    /// <summary>The run that measures the false-alarm rate.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Number of comparisons of random halves of the reference; null until measured.</summary>
    public int? Trials { get; set; }

    /// <summary>In how many of them drift was found; null until measured.</summary>
    public int? FalseAlarms { get; set; }

    /// <summary>
    /// How often a planted shift is found in each modality, in halves of the reference; null until measured, and for monitors
    /// that were calibrated before it was.
    /// </summary>
    public IReadOnlyList<ModalityPower>? Power { get; set; }

    /// <summary>
    /// Whether the monitor raises alerts. False until the false-alarm rate is measured, and if the lower end of its 95 %
    /// interval (Wilson) is above the level: such a monitor only reports.
    /// </summary>
    public bool MayAlarm { get; set; }
}

/// <summary>Whether somebody has dealt with an alert.</summary>
public enum AlertState
{
    /// <summary>Nobody has dealt with it yet.</summary>
    Open,

    /// <summary>Closed with a note.</summary>
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
        builder.HasStamp(m => m.Created);
        builder
            .Property(m => m.Power)
            .HasColumnType("jsonb")
            .HasConversion(
                Json.Converter<IReadOnlyList<ModalityPower>?>(),
                Json.Comparer<IReadOnlyList<ModalityPower>?>()
            );
        builder.HasIndex(m => m.Name).IsUnique();
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(m => m.ReferenceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Purpose>().WithMany().HasForeignKey(m => m.PurposeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Run>().WithMany().HasForeignKey(m => m.RunId).OnDelete(DeleteBehavior.Restrict);
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<DriftCheck> builder)
    {
        builder.ToTable("drift_checks");
        builder.HasStamp(c => c.Started);
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
        builder.HasStamp(a => a.Closed);
        builder.HasIndex(a => a.CheckId).IsUnique();
        builder.HasIndex(a => a.State);
        builder.HasOne<DriftCheck>().WithMany().HasForeignKey(a => a.CheckId).OnDelete(DeleteBehavior.Restrict);
        builder.Property<uint>("Version").IsRowVersion();
    }
}
