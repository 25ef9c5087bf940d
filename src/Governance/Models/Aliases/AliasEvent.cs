using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Models;

public enum ProposalState
{
    Open,
    Carried,
    Withdrawn,
}

/// <summary>When gates were asked: at the proposal, or at the move itself (and whether it then went through).</summary>
public enum GatePhase
{
    Proposing,
    Moving,
}

/// <summary>
/// One move of an alias. Rows are only added; each names the event before it, and no two name the same, so that of two
/// moves at once one is refused by the database itself.
/// </summary>
public sealed class AliasEvent : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ModelId { get; init; }
    public required string Alias { get; init; }
    public required Guid? PreviousEventId { get; init; }
    public required AliasMove Move { get; init; }
    public required Guid? FromVersionId { get; init; }
    public required Guid ToVersionId { get; init; }
    public required string Reason { get; init; }
    public required Guid ProposalId { get; init; }
    public required Guid ProposedById { get; init; }
    public required string ProposedBy { get; init; }

    /// <summary>Another person; null only for a rollback, which one person may carry.</summary>
    public Guid? ApprovedById { get; init; }
    public string? ApprovedBy { get; init; }

    /// <summary>
    /// The audit that the audit gate relied on, and the ethics decision; 64 hex characters, null = the gate has no
    /// digest.
    /// </summary>
    public string? AuditDigest { get; init; }
    public string? EthicsDecision { get; init; }

    /// <summary>
    /// Consent at the move: how many samples it learned from, how many of them are withdrawn or erased, and a digest over
    /// the state of each (see <see cref="ModelCover"/>).
    /// </summary>
    public required int LearnedFrom { get; init; }
    public required int Withdrawn { get; init; }
    public required string ConsentDigest { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class AliasConfiguration
    : IEntityTypeConfiguration<AliasProposal>,
        IEntityTypeConfiguration<AliasGateAnswer>,
        IEntityTypeConfiguration<AliasEvent>
{
    public void Configure(EntityTypeBuilder<AliasProposal> builder)
    {
        builder.ToTable("alias_proposals");
        builder.Property(p => p.Alias).HasMaxLength(40);
        builder.Property(p => p.Reason).HasMaxLength(2000);
        builder.Property(p => p.ProposedBy).HasMaxLength(256);
        builder.Property(p => p.ClosedBy).HasMaxLength(256);
        builder.HasOne<Model>().WithMany().HasForeignKey(p => p.ModelId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(p => p.FromVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(p => p.ToVersionId).OnDelete(DeleteBehavior.Restrict);
        builder
            .HasIndex(p => new { p.ModelId, p.Alias })
            .IsUnique()
            .HasFilter("state = 'Open'")
            .HasDatabaseName("ix_alias_proposals_one_open");
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<AliasGateAnswer> builder)
    {
        builder.ToTable("alias_gate_answers");
        builder.Property(a => a.Gate).HasMaxLength(60);
        builder.Property(a => a.Answer).HasMessage("line");
        builder.Property(a => a.Link).HasMaxLength(400);
        builder.Property(a => a.Digest).HasMaxLength(64);
        builder.HasOne<AliasProposal>().WithMany().HasForeignKey(a => a.ProposalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.ProposalId);
    }

    public void Configure(EntityTypeBuilder<AliasEvent> builder)
    {
        builder.ToTable("alias_events", table =>
        {
            table.HasCheckConstraint(
                "ck_alias_event_two_persons",
                "(move = 'Rollback' AND approved_by_id IS NULL) OR (approved_by_id IS NOT NULL AND approved_by_id <> proposed_by_id)"
            );
            table.HasCheckConstraint("ck_alias_event_moves", "from_version_id IS DISTINCT FROM to_version_id");
        });
        builder.Property(e => e.Alias).HasMaxLength(40);
        builder.Property(e => e.Reason).HasMaxLength(2000);
        builder.Property(e => e.ProposedBy).HasMaxLength(256);
        builder.Property(e => e.ApprovedBy).HasMaxLength(256);
        builder.Property(e => e.AuditDigest).HasMaxLength(64);
        builder.Property(e => e.EthicsDecision).HasMaxLength(64);
        builder.Property(e => e.ConsentDigest).HasMaxLength(64);
        builder.HasOne<Model>().WithMany().HasForeignKey(e => e.ModelId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AliasEvent>().WithMany().HasForeignKey(e => e.PreviousEventId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(e => e.FromVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(e => e.ToVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AliasProposal>().WithMany().HasForeignKey(e => e.ProposalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => e.ProposalId).IsUnique();
        builder
            .HasIndex(e => new
            {
                e.ModelId,
                e.Alias,
                e.PreviousEventId,
            })
            .IsUnique()
            .AreNullsDistinct(false)
            .HasDatabaseName("ix_alias_events_one_chain");
    }
}
