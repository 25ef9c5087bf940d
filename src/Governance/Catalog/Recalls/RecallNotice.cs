using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Catalog;

/// <summary>
/// A notice to the recipient of an export, that samples in it, or parts of them, must be deleted. It is written in the transaction
/// that removes them from the list of exported samples. It contains no personal data of the subject, and the address is read from
/// <see cref="ExportContact"/> when it is sent.
/// </summary>
public sealed class RecallNotice : IGoverned
{
    /// <summary>UUID version 7; also the Message-ID and the Idempotency-Key.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The withdrawal that it is about.</summary>
    public required Guid WithdrawalId { get; init; }

    /// <summary>The delivery that held the samples.</summary>
    public required Guid ExportId { get; init; }

    /// <summary>How the recipient is told.</summary>
    public required RecallWay Way { get; init; }

    /// <summary>Whether the recipient was told.</summary>
    public required RecallState State { get; set; }

    /// <summary>The samples to delete, by ordinal.</summary>
    public required List<RecalledSample> Samples { get; init; }

    /// <summary>The modalities to delete; all unless consent for the others stays.</summary>
    public Modalities Modalities { get; init; } = Modalities.All;

    /// <summary>When it was written, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it has its state, UTC.</summary>
    public required DateTimeOffset StateAt { get; set; }

    /// <summary>Attempts to send it since it was written or retried.</summary>
    public int Attempts { get; set; }

    /// <summary>
    /// When the next attempt may begin, UTC; null unless pending. An attempt sets it ahead, so that no other begins meanwhile, and
    /// the next one begins after a kill.
    /// </summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>Why the last attempt failed, or why a person must tell the recipient; null = no reason.</summary>
    public Message? LastErrorMessage { get; set; }

    /// <summary>The sentence of <see cref="LastErrorMessage"/>.</summary>
    public string? LastError => LastErrorMessage?.Text;

    /// <summary>Who told the recipient, and when; null before.</summary>
    public Stamp? Told { get; set; }
}

internal sealed class RecallNoticeConfiguration : IEntityTypeConfiguration<RecallNotice>
{
    public void Configure(EntityTypeBuilder<RecallNotice> builder)
    {
        builder.ToTable("recall_notices");
        builder.Property(n => n.Way).HasMaxLength(20);
        builder.Property(n => n.State).HasMaxLength(20);
        builder
            .Property(n => n.Samples)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<List<RecalledSample>>(), Json.Comparer<List<RecalledSample>>());
        builder.Property(n => n.Modalities).HasDefaultValue(Modalities.All);
        builder.Property(n => n.LastErrorMessage).HasMessage("last_error");
        builder.Ignore(n => n.LastError);
        builder.HasStamp(n => n.Told);
        builder.HasOne<Withdrawal>().WithMany().HasForeignKey(n => n.WithdrawalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Export>().WithMany().HasForeignKey(n => n.ExportId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => n.WithdrawalId);
        builder.HasIndex(n => n.ExportId);
        builder.HasIndex(n => n.NextAttemptAt).HasFilter("state = 'Pending'");
        builder.Property<uint>("Version").IsRowVersion();
    }
}
