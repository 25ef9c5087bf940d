using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Consent;

public enum WithdrawalState
{
    Planned,
    Running,
    Done,
    Failed,
}

/// <summary>
/// A subject's withdrawal and how far it was carried. The row stays as the proof that it was done; it and the consent
/// records are the last that name the subject.
/// </summary>
public sealed class Withdrawal : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SubjectId { get; init; }

    /// <summary>The purposes that were withdrawn, by id.</summary>
    public required List<Guid> PurposeIds { get; init; }

    /// <summary>Every purpose, also those that come later.</summary>
    public required bool AllPurposes { get; init; }

    /// <summary>
    /// No other purpose permitted at that moment, so that everything goes. Otherwise only what was made under the
    /// withdrawn purposes is ended.
    /// </summary>
    public required bool Erases { get; init; }

    /// <summary>Nobody has to give one.</summary>
    public string? Reason { get; init; }
    public required Guid RequestedById { get; init; }
    public required string RequestedBy { get; init; }

    /// <summary>Whoever asked for it, for provenance and ledger.</summary>
    public Actor Requester => new(RequestedById, RequestedBy, new HashSet<string>());
    public required DateTimeOffset RequestedAt { get; init; }
    public WithdrawalState State { get; set; }
    public required Guid RunId { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Blobs that no row referred to any more and that were deleted.</summary>
    public int BlobsDeleted { get; set; }

    /// <summary>What stays and on which ground, as it was when the erasure began; empty until then.</summary>
    public List<Message> RemainsMessages { get; set; } = [];
    public IReadOnlyList<string> Remains => [.. RemainsMessages.Select(r => r.Text)];
}

internal sealed class WithdrawalConfiguration
    : IEntityTypeConfiguration<Withdrawal>,
        IEntityTypeConfiguration<WithdrawalStep>,
        IEntityTypeConfiguration<WithdrawalBlob>
{
    public void Configure(EntityTypeBuilder<Withdrawal> builder)
    {
        builder.ToTable("withdrawals");
        builder
            .Property(w => w.PurposeIds)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<List<Guid>>(), Json.Comparer<List<Guid>>());
        builder
            .Property(w => w.RemainsMessages)
            .HasColumnName("remains")
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<List<Message>>(), Json.Comparer<List<Message>>());
        builder.Ignore(w => w.Remains);
        builder.Property(w => w.Reason).HasMaxLength(1000);
        builder.Property(w => w.RequestedBy).HasMaxLength(256);
        builder.HasOne<Subject>().WithMany().HasForeignKey(w => w.SubjectId).OnDelete(DeleteBehavior.Restrict);
        // One at a time for a subject: a second waits for the first, or goes on with it.
        builder
            .HasIndex(w => w.SubjectId)
            .IsUnique()
            .HasFilter("state <> 'Done'")
            .HasDatabaseName("ix_withdrawals_unfinished");
        builder.HasIndex(w => new { w.SubjectId, w.Id });
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<WithdrawalStep> builder)
    {
        builder.ToTable("withdrawal_steps");
        builder.HasKey(s => new { s.WithdrawalId, s.Holding });
        builder.Property(s => s.Holding).HasMaxLength(60);
        builder.Property(s => s.TitleMessage).HasMessage("title");
        builder.Property(s => s.WhatHappensMessage).HasMessage("what_happens");
        builder
            .Property(s => s.Things)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<List<HeldThing>>(), Json.Comparer<List<HeldThing>>());
        builder.HasOne<Withdrawal>().WithMany().HasForeignKey(s => s.WithdrawalId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<WithdrawalBlob> builder)
    {
        builder.ToTable("withdrawal_blobs");
        builder.HasKey(b => new { b.WithdrawalId, b.Digest });
        builder.Property(b => b.Digest).HasMaxLength(64);
        builder.HasOne<Withdrawal>().WithMany().HasForeignKey(b => b.WithdrawalId).OnDelete(DeleteBehavior.Cascade);
    }
}
