using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Ethics;

/// <summary>A member at the table while a review is discussed and voted on.</summary>
public sealed class ReviewPresence : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReviewId { get; init; }
    public required Guid MemberId { get; init; }
    public required DateTimeOffset ArrivedAt { get; set; }

    /// <summary>Null while the member is there.</summary>
    public DateTimeOffset? LeftAt { get; set; }
}

/// <summary>A member says why they cannot judge this review. They may inform the board; they do not count and do not vote.</summary>
public sealed class ConflictOfInterest : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReviewId { get; init; }
    public required Guid MemberId { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset DeclaredAt { get; init; }
}

public enum VoteChoice
{
    For,
    Against,
    Abstain,
}

/// <summary>One member's vote. It may change while the vote is open, and never after.</summary>
public sealed class ReviewVote : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReviewId { get; init; }
    public required Guid MemberId { get; init; }
    public required VoteChoice Choice { get; set; }
    public string? Comment { get; set; }
    public required DateTimeOffset CastAt { get; set; }
}

/// <summary>Who sees to it that a condition holds: the portal at every promotion, or a person who says so once.</summary>
public enum ConditionKind
{
    MinimumGroupSize,
    ByPerson,
}

/// <summary>Without what an approval does not count.</summary>
public sealed class ReviewCondition : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReviewId { get; init; }
    public required ConditionKind Kind { get; init; }

    /// <summary>For a person's condition: what has to be done. For a machine's: why it is asked.</summary>
    public required string Words { get; init; }

    /// <summary>Samples that every group of the audit must have; only for <see cref="ConditionKind.MinimumGroupSize"/>.</summary>
    public int? Minimum { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public Guid? FulfilledById { get; set; }
    public string? FulfilledBy { get; set; }
    public DateTimeOffset? FulfilledAt { get; set; }
    public string? FulfilledNote { get; set; }
}

internal sealed class ProceedingsConfiguration
    : IEntityTypeConfiguration<ReviewPresence>,
        IEntityTypeConfiguration<ConflictOfInterest>,
        IEntityTypeConfiguration<ReviewVote>,
        IEntityTypeConfiguration<ReviewCondition>
{
    public void Configure(EntityTypeBuilder<ReviewPresence> builder)
    {
        builder.ToTable("ethics_presences");
        OfReviewAndMember(builder, p => p.ReviewId, p => p.MemberId);
    }

    public void Configure(EntityTypeBuilder<ConflictOfInterest> builder)
    {
        builder.ToTable("ethics_conflicts");
        builder.Property(c => c.Reason).HasMaxLength(EthicsReview.MaxWords);
        OfReviewAndMember(builder, c => c.ReviewId, c => c.MemberId);
    }

    public void Configure(EntityTypeBuilder<ReviewVote> builder)
    {
        builder.ToTable("ethics_votes");
        builder.Property(v => v.Choice).HasMaxLength(20);
        builder.Property(v => v.Comment).HasMaxLength(EthicsReview.MaxWords);
        OfReviewAndMember(builder, v => v.ReviewId, v => v.MemberId);
    }

    public void Configure(EntityTypeBuilder<ReviewCondition> builder)
    {
        builder.ToTable("ethics_conditions", table =>
            table.HasCheckConstraint(
                "ck_ethics_conditions_minimum",
                "(kind = 'MinimumGroupSize') = (minimum IS NOT NULL) AND minimum > 0"
            )
        );
        builder.Property(c => c.Kind).HasMaxLength(20);
        builder.Property(c => c.Words).HasMaxLength(EthicsReview.MaxWords);
        builder.Property(c => c.FulfilledBy).HasMaxLength(256);
        builder.Property(c => c.FulfilledNote).HasMaxLength(EthicsReview.MaxWords);
        builder.HasOne<EthicsReview>().WithMany().HasForeignKey(c => c.ReviewId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(c => c.ReviewId);
    }

    private static void OfReviewAndMember<T>(
        EntityTypeBuilder<T> builder,
        System.Linq.Expressions.Expression<Func<T, object?>> review,
        System.Linq.Expressions.Expression<Func<T, object?>> member
    )
        where T : class
    {
        builder.HasOne<EthicsReview>().WithMany().HasForeignKey(review).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<EthicsMember>().WithMany().HasForeignKey(member).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex("ReviewId", "MemberId").IsUnique();
    }
}
