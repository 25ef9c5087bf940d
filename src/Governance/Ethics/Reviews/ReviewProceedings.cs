using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Ethics;

/// <summary>A vote on a review.</summary>
public enum VoteChoice
{
    /// <summary>Approve.</summary>
    For,

    /// <summary>Do not approve; needs a reason.</summary>
    Against,

    /// <summary>Counts as present, but not as a vote for.</summary>
    Abstain,
}

/// <summary>Who checks a condition.</summary>
public enum ConditionKind
{
    /// <summary>The portal checks, at every promotion, that every group of the newest audit has enough samples.</summary>
    MinimumGroupSize,

    /// <summary>A person confirms it once.</summary>
    ByPerson,
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
        builder.HasStamp(c => c.Fulfilled);
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
