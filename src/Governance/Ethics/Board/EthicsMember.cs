using Governance.Access;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Ethics;

/// <summary>What a member brings to the board. A community member is a lay person from outside, and counts as nonscientific.</summary>
public enum MemberKind
{
    Scientific,
    Nonscientific,
    Community,
}

/// <summary>Somebody's seat on the ethics board, from a day until a day. Coming back later is a new seat.</summary>
public sealed class EthicsMember : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required MemberKind Kind { get; init; }
    public required DateTimeOffset ActiveFrom { get; init; }

    /// <summary>The instant from which the seat counts no more; null while nobody has set an end.</summary>
    public DateTimeOffset? ActiveUntil { get; set; }

    public bool IsActiveAt(DateTimeOffset at) => ActiveFrom <= at && !(ActiveUntil <= at);
}

internal sealed class EthicsMemberConfiguration : IEntityTypeConfiguration<EthicsMember>
{
    public void Configure(EntityTypeBuilder<EthicsMember> builder)
    {
        builder.ToTable("ethics_members");
        builder.Property(m => m.Kind).HasMaxLength(20);
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Restrict);
        // One seat without an end for each person: nobody votes twice.
        builder.HasIndex(m => m.UserId).IsUnique().HasFilter("active_until IS NULL");
        builder.Property<uint>("Version").IsRowVersion();
    }
}
