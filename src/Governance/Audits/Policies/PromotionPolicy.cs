using Governance.Catalog;
using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Audits;

/// <summary>What has become of a promotion policy.</summary>
public enum PolicyState
{
    /// <summary>It waits for another person's approval.</summary>
    Proposed,

    /// <summary>It decides promotions of its alias.</summary>
    InForce,

    /// <summary>A later policy took its place.</summary>
    Replaced,

    /// <summary>It was rejected or withdrawn.</summary>
    Rejected,
}

/// <summary>
/// What a promotion of an alias needs: an audit by this suite version on this evaluation version. It never changes: a change is
/// a new policy, which one person proposes and another approves, whether it is stricter or looser.
/// </summary>
public sealed class PromotionPolicy : IGoverned
{
    /// <summary>The policy; a version 7 UUID, so policies sort by age.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The model.</summary>
    public required Guid ModelId { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The suite version that audits must be by.</summary>
    public required Guid SuiteId { get; init; }

    /// <summary>The sealed dataset version that audits must be on.</summary>
    public required Guid EvaluationVersionId { get; init; }

    /// <summary>The audit finished at most so many days ago, 1 … 3650.</summary>
    public required int MaximumAgeDays { get; init; }

    /// <summary>The audited samples come from at least so many subjects.</summary>
    public required int MinimumSubjects { get; init; }

    /// <summary>At least so many samples were audited.</summary>
    public required int MinimumSamples { get; init; }

    /// <summary>Greatest share of the samples that the version learned from and that have been withdrawn since, 0 … 1.</summary>
    public required double MaximumWithdrawnShare { get; init; }

    /// <summary>The role that the approver of a promotion must have; null = everybody who may approve promotions.</summary>
    public string? ApproverRole { get; init; }

    /// <summary>Why, in the proposer's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Proposed, in force, replaced or rejected.</summary>
    public required PolicyState State { get; set; }

    /// <summary>The account of the proposer.</summary>
    public required Guid CreatedById { get; init; }

    /// <summary>Who proposed it, and when.</summary>
    public required Stamp Created { get; init; }

    /// <summary>The account that approved or rejected it; null while it is proposed.</summary>
    public Guid? DecidedById { get; set; }

    /// <summary>Who approved or rejected it, and when; null while it is proposed.</summary>
    public Stamp? Decided { get; set; }
}

internal sealed class PromotionPolicyConfiguration : IEntityTypeConfiguration<PromotionPolicy>
{
    public void Configure(EntityTypeBuilder<PromotionPolicy> builder)
    {
        builder.ToTable("promotion_policies", table =>
            table.HasCheckConstraint(
                "ck_promotion_policy_two_persons",
                "(state = 'Proposed') = (decided_by_id IS NULL) AND "
                    + "(state NOT IN ('InForce', 'Replaced') OR decided_by_id <> created_by_id)"
            )
        );
        builder.Property(p => p.Alias).HasMaxLength(40);
        builder.Property(p => p.ApproverRole).HasMaxLength(60);
        builder.Property(p => p.Reason).HasMaxLength(SuiteVersion.LongestReason);
        builder.Property(p => p.State).HasMaxLength(20);
        builder.HasStamp(p => p.Created);
        builder.HasStamp(p => p.Decided);
        builder.HasOne<Model>().WithMany().HasForeignKey(p => p.ModelId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SuiteVersion>().WithMany().HasForeignKey(p => p.SuiteId).OnDelete(DeleteBehavior.Restrict);
        builder
            .HasOne<DatasetVersion>()
            .WithMany()
            .HasForeignKey(p => p.EvaluationVersionId)
            .OnDelete(DeleteBehavior.Restrict);
        builder
            .HasIndex(p => new { p.ModelId, p.Alias })
            .IsUnique()
            .HasFilter("state = 'InForce'")
            .HasDatabaseName("ix_promotion_policies_one_in_force");
        builder
            .HasIndex(p => new
            {
                p.ModelId,
                p.Alias,
                p.State,
            })
            .IsUnique()
            .HasFilter("state = 'Proposed'")
            .HasDatabaseName("ix_promotion_policies_one_proposed");
        builder.HasIndex(p => p.SuiteId);
        builder.HasIndex(p => p.EvaluationVersionId);
        builder.Property<uint>("Version").IsRowVersion();
    }
}
