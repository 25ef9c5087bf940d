using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Models;

/// <summary>What has become of a proposal.</summary>
public enum ProposalState
{
    /// <summary>It waits for approval.</summary>
    Open,

    /// <summary>The alias has moved.</summary>
    Carried,

    /// <summary>It was withdrawn or rejected, or a rollback of the alias ended it.</summary>
    Withdrawn,
}

/// <summary>When the gates were asked.</summary>
public enum GatePhase
{
    /// <summary>When the promotion was proposed.</summary>
    Proposing,

    /// <summary>When the alias was to move, whether it then moved or not.</summary>
    Moving,
}

/// <summary>
/// One move of an alias. Rows are only added. Each refers to the previous event, and no two refer to the same one, so the
/// database refuses one of two simultaneous moves.
/// </summary>
public sealed class AliasEvent : IGoverned
{
    /// <summary>The event; a version 7 UUID, so events sort by age.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The model.</summary>
    public required Guid ModelId { get; init; }

    /// <summary>The alias that moved.</summary>
    public required string Alias { get; init; }

    /// <summary>The previous event of the alias; null for its first.</summary>
    public required Guid? PreviousEventId { get; init; }

    /// <summary>Promotion or rollback.</summary>
    public required AliasMove Move { get; init; }

    /// <summary>The version that the alias pointed to; null when the alias is new.</summary>
    public required Guid? FromVersionId { get; init; }

    /// <summary>The version that the alias points to since.</summary>
    public required Guid ToVersionId { get; init; }

    /// <summary>Why it moved, in the proposer's words.</summary>
    public required string Reason { get; init; }

    /// <summary>The proposal that was carried out.</summary>
    public required Guid ProposalId { get; init; }

    /// <summary>Who proposed the move.</summary>
    public required Guid ProposedById { get; init; }

    /// <summary>Name of the proposer.</summary>
    public required string ProposedBy { get; init; }

    /// <summary>The second person; null for a rollback, which one person can carry out.</summary>
    public Guid? ApprovedById { get; init; }

    /// <summary>Name of the second person; null for a rollback.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>Digest of the audit report that the audit gate relied on, 64 hex characters; null = the gate gave none.</summary>
    public string? AuditDigest { get; init; }

    /// <summary>Digest of the ethics decision, 64 hex characters; null = the gate gave none.</summary>
    public string? EthicsDecision { get; init; }

    /// <summary>Samples that the version learned from, erased ones included.</summary>
    public required int LearnedFrom { get; init; }

    /// <summary>Of these samples, those withdrawn, expired or erased at the move.</summary>
    public required int Withdrawn { get; init; }

    /// <summary>Digest over the consent state of each sample at the move; see <see cref="ModelCover.Digest"/>.</summary>
    public required string ConsentDigest { get; init; }

    /// <summary>When the alias moved.</summary>
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
        builder.HasStamp(p => p.Proposed);
        builder.HasStamp(p => p.Closed);
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
