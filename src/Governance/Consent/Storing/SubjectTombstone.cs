using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Consent;

/// <summary>
/// Outlives the erasure of a subject, so that an import does not store the subject again. It contains a keyed hash of the
/// pseudonym and nothing else about the subject; a new consent lifts it (<see cref="Consents.ReadmitAsync"/>).
/// </summary>
public sealed class SubjectTombstone : IGoverned
{
    /// <summary>HMAC-SHA-256 of the pseudonym in UTF-8 under the workspace's <see cref="TombstoneKey"/>, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The withdrawal that erased the subject's data.</summary>
    public required Guid WithdrawalId { get; init; }
}

internal sealed class TombstoneConfiguration
    : IEntityTypeConfiguration<SubjectTombstone>,
        IEntityTypeConfiguration<TombstoneKey>
{
    public void Configure(EntityTypeBuilder<SubjectTombstone> builder)
    {
        builder.ToTable("subject_tombstones", table =>
            table.HasCheckConstraint("ck_subject_tombstones_hash", "length(hash) = 32")
        );
        builder.HasKey(t => t.Hash);
        builder.HasOne<Withdrawal>().WithMany().HasForeignKey(t => t.WithdrawalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => t.WithdrawalId);
    }

    public void Configure(EntityTypeBuilder<TombstoneKey> builder)
    {
        builder.ToTable("tombstone_keys", table =>
        {
            table.HasCheckConstraint("ck_tombstone_keys_one", "id = 1");
            table.HasCheckConstraint("ck_tombstone_keys_secret", "length(secret) = 32");
        });
        builder.Property(k => k.Id).ValueGeneratedNever();
    }
}
