using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Ledger;

/// <summary>
/// One witnessed change. The body is canonical JSON (RFC 8785) and holds no personal data: what would be personal
/// stands as a salted commitment whose opening lies in an erasable table. The database refuses UPDATE and DELETE.
/// </summary>
public sealed class LedgerEntry : ILedgerRecord
{
    /// <summary>Ascending, with gaps where a transaction rolled back; Merkle leaves get their own dense order.</summary>
    public long Id { get; init; }
    public required Guid EntryId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid ActorId { get; init; }

    /// <summary>What happened, <c>thing.verb</c> in the past tense: <c>version.sealed</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The thing it happened to, and its id.</summary>
    public required string Thing { get; init; }
    public required Guid ThingId { get; init; }

    /// <summary>The canonical bytes that the leaf hash covers.</summary>
    public required byte[] Body { get; init; }

    /// <summary>RFC 9162 leaf: SHA-256(0x00 ‖ body).</summary>
    public required byte[] LeafHash { get; init; }
}

internal sealed class LedgerConfiguration
    : IEntityTypeConfiguration<LedgerEntry>,
        IEntityTypeConfiguration<LedgerOpening>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger_entries");
        builder.Property(e => e.Id).UseIdentityAlwaysColumn();
        builder.Property(e => e.Kind).HasMaxLength(80);
        builder.Property(e => e.Thing).HasMaxLength(60);
        builder.HasIndex(e => e.EntryId).IsUnique();
        builder.HasIndex(e => e.ThingId);
    }

    public void Configure(EntityTypeBuilder<LedgerOpening> builder)
    {
        builder.ToTable("ledger_openings");
        builder.Property(o => o.Field).HasMaxLength(60);
        builder.HasIndex(o => o.EntryId);
        builder.HasIndex(o => o.SubjectId);
    }
}
