using System.Text.Json;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Governance.Audits;

/// <summary>What has become of a version of an audit suite.</summary>
public enum SuiteState
{
    /// <summary>It waits for another person's approval.</summary>
    Proposed,

    /// <summary>Promotion policies can name it.</summary>
    Approved,

    /// <summary>It was rejected or withdrawn.</summary>
    Rejected,
}

/// <summary>
/// A version of a named audit suite. Its thresholds never change: a change is a new version. One person proposes it, another
/// approves it.
/// </summary>
public sealed class SuiteVersion : IGoverned
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 40;

    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 2000;

    /// <summary>The version; a version 7 UUID, so versions sort by age.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Name of the suite: 1 to 40 lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>1-based number of the version within the name.</summary>
    public required int Number { get; init; }

    /// <summary>The thresholds and settings.</summary>
    public required AuditSuite Suite { get; init; }

    /// <summary>Why these thresholds, in the proposer's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Proposed, approved or rejected.</summary>
    public required SuiteState State { get; set; }

    /// <summary>The account of the proposer.</summary>
    public required Guid CreatedById { get; init; }

    /// <summary>Who proposed it, and when.</summary>
    public required Stamp Created { get; init; }

    /// <summary>The account that approved or rejected it; null while it is proposed.</summary>
    public Guid? DecidedById { get; set; }

    /// <summary>Who approved or rejected it, and when; null while it is proposed.</summary>
    public Stamp? Decided { get; set; }
}

internal sealed class SuiteVersionConfiguration : IEntityTypeConfiguration<SuiteVersion>
{
    public void Configure(EntityTypeBuilder<SuiteVersion> builder)
    {
        builder.ToTable("audit_suites", table =>
            table.HasCheckConstraint(
                "ck_audit_suite_two_persons",
                "(state = 'Proposed') = (decided_by_id IS NULL) AND (state <> 'Approved' OR decided_by_id <> created_by_id)"
            )
        );
        builder.Property(s => s.Name).HasMaxLength(SuiteVersion.LongestName);
        builder.Property(s => s.Reason).HasMaxLength(SuiteVersion.LongestReason);
        builder.Property(s => s.State).HasMaxLength(20);
        builder
            .Property(s => s.Suite)
            .HasColumnType("jsonb")
            .HasConversion(
                new ValueConverter<AuditSuite, string>(
                    suite => JsonSerializer.Serialize(suite, CanonicalJson.Options),
                    text => StoredSuite.Read(text)
                ),
                Json.Comparer<AuditSuite>()
            );
        builder.HasStamp(s => s.Created);
        builder.HasStamp(s => s.Decided);
        builder.HasIndex(s => new { s.Name, s.Number }).IsUnique();
        builder.Property<uint>("Version").IsRowVersion();
    }
}
