using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Consent;

/// <summary>Progress of a withdrawal.</summary>
public enum WithdrawalState
{
    /// <summary>Waits for its job.</summary>
    Planned,

    /// <summary>The job is erasing.</summary>
    Running,

    /// <summary>Complete.</summary>
    Done,

    /// <summary>The job failed or was cancelled; the withdrawal can be continued.</summary>
    Failed,
}

/// <summary>
/// A withdrawal of consent and its progress. The row is kept as proof; it and the consent records are the last rows that refer
/// to the subject.
/// </summary>
public sealed class Withdrawal : IGoverned
{
    /// <summary>Id of the withdrawal.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The subject.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>The purposes that were withdrawn, by id.</summary>
    public required List<Guid> PurposeIds { get; init; }

    /// <summary>Whether all purposes were withdrawn.</summary>
    public required bool AllPurposes { get; init; }

    /// <summary>The modalities that were withdrawn; all unless the subject withdrew only some.</summary>
    public Modalities Modalities { get; init; } = Modalities.All;

    /// <summary>
    /// Whether all data of the subject is erased, because no other purpose had a valid consent. Otherwise only what was made under
    /// the withdrawn purposes is erased or marked.
    /// </summary>
    public required bool Erases { get; init; }

    /// <summary>Reason of the subject; optional.</summary>
    public string? Reason { get; init; }

    /// <summary>The user who recorded it.</summary>
    public required Guid RequestedById { get; init; }

    /// <summary>The user who recorded it, without permissions, for provenance and ledger.</summary>
    public Actor Requester => new(RequestedById, Requested.By, new HashSet<string>());

    /// <summary>The name of the user who recorded it, and when.</summary>
    public required Stamp Requested { get; init; }

    /// <summary>Progress.</summary>
    public WithdrawalState State { get; set; }

    /// <summary>The current or last run of its job.</summary>
    public required Guid RunId { get; set; }

    /// <summary>When it was completed; null before.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Number of blobs deleted because no row referred to them any more.</summary>
    public int BlobsDeleted { get; set; }

    /// <summary>What remains and why, as determined when the erasure began; empty until then.</summary>
    public List<Message> RemainsMessages { get; set; } = [];

    /// <summary>What remains, as sentences.</summary>
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
        builder.Property(w => w.Modalities).HasDefaultValue(Modalities.All);
        builder.Property(w => w.Reason).HasMaxLength(1000);
        builder.HasStamp(w => w.Requested);
        builder.HasOne<Subject>().WithMany().HasForeignKey(w => w.SubjectId).OnDelete(DeleteBehavior.Restrict);
        // At most one unfinished withdrawal for each subject.
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
        builder
            .Property(s => s.Marked)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<List<HeldThing>>(), Json.Comparer<List<HeldThing>>())
            .HasDefaultValueSql("'[]'::jsonb");
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
