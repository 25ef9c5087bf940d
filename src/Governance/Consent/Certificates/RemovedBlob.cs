using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Consent;

/// <summary>
/// A digest of content that a withdrawal has deleted, until its certificate lists it. The list is empty when the withdrawal is done.
/// </summary>
public sealed class RemovedBlob
{
    /// <summary>The withdrawal.</summary>
    public required Guid WithdrawalId { get; init; }

    /// <summary>SHA-256 of the content, 64 hex characters.</summary>
    public required string Digest { get; init; }

    /// <summary>Adds digests in the caller's transaction; those that are there stay.</summary>
    internal static Task AddAsync(GovernanceDb db, Guid withdrawalId, string[] digests, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO removed_blobs (withdrawal_id, digest)
            SELECT {withdrawalId}, digest FROM unnest({digests}) AS d(digest)
            ON CONFLICT DO NOTHING
            """,
            ct
        );
}

internal sealed class RemovedBlobConfiguration : IEntityTypeConfiguration<RemovedBlob>
{
    public void Configure(EntityTypeBuilder<RemovedBlob> builder)
    {
        builder.ToTable("removed_blobs");
        builder.HasKey(b => new { b.WithdrawalId, b.Digest });
        builder.Property(b => b.Digest).HasMaxLength(64);
        builder.HasOne<Withdrawal>().WithMany().HasForeignKey(b => b.WithdrawalId).OnDelete(DeleteBehavior.Cascade);
    }
}
