using Governance.Access;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Ethics;

/// <summary>The background of a board member. A community member is a lay person from outside and counts as nonscientific.</summary>
public enum MemberKind
{
    /// <summary>Primary concerns are scientific.</summary>
    Scientific,

    /// <summary>Primary concerns are nonscientific, such as law, care or ethics.</summary>
    Nonscientific,

    /// <summary>A lay person from outside the organisation.</summary>
    Community,
}

/// <summary>A seat of a user on the ethics board, for a period. A later period is a new seat.</summary>
public sealed class EthicsMember : IGoverned
{
    /// <summary>Id of the seat.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The member.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Background of the member.</summary>
    public required MemberKind Kind { get; init; }

    /// <summary>Beginning of the seat, inclusive.</summary>
    public required DateTimeOffset ActiveFrom { get; init; }

    /// <summary>End of the seat, exclusive; null = no end set.</summary>
    public DateTimeOffset? ActiveUntil { get; set; }

    /// <summary>Returns whether the seat is active at a time.</summary>
    public bool IsActiveAt(DateTimeOffset at) => ActiveFrom <= at && !(ActiveUntil <= at);
}

internal sealed class EthicsMemberConfiguration : IEntityTypeConfiguration<EthicsMember>
{
    public void Configure(EntityTypeBuilder<EthicsMember> builder)
    {
        builder.ToTable("ethics_members");
        builder.Property(m => m.Kind).HasMaxLength(20);
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Restrict);
        // At most one seat without an end for each user, so that nobody votes twice.
        builder.HasIndex(m => m.UserId).IsUnique().HasFilter("active_until IS NULL");
        builder.Property<uint>("Version").IsRowVersion();
    }
}
