using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Ledger;

/// <summary>
/// A recorded change. The body is canonical JSON (RFC 8785) without personal data: a personal value is replaced by a salted
/// commitment, and <see cref="LedgerOpening"/> holds its value and salt until they are erased. The database refuses UPDATE and
/// DELETE.
/// </summary>
public sealed class LedgerEntry : ILedgerRecord
{
    /// <summary>Ascending, with gaps where a transaction rolled back.</summary>
    public long Id { get; init; }

    /// <summary>Public id of the entry, also in the body.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>Time of the entry, to the microsecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The user who made the change, or the portal.</summary>
    public required Guid ActorId { get; init; }

    /// <summary>What happened, <c>thing.verb</c> in the past tense, such as <c>version.sealed</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Kind of the row that changed: the part of <see cref="Kind"/> before the first dot.</summary>
    public required string Thing { get; init; }

    /// <summary>Id of the row that changed.</summary>
    public required Guid ThingId { get; init; }

    /// <summary>Canonical JSON in UTF-8; <see cref="LeafHash"/> covers exactly these bytes.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Merkle leaf of RFC 9162: SHA-256(0x00 ‖ body), 32 bytes.</summary>
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
