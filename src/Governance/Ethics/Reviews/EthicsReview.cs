using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Ethics;

/// <summary>Progress of a review.</summary>
public enum ReviewState
{
    /// <summary>Being written; only its author sees it.</summary>
    Draft,

    /// <summary>Waits for the board; its text is fixed.</summary>
    Submitted,

    /// <summary>The vote is open.</summary>
    Voting,

    /// <summary>Approved without conditions.</summary>
    Approved,

    /// <summary>Approved; a promotion needs all conditions met.</summary>
    ApprovedWithConditions,

    /// <summary>Not approved by a majority.</summary>
    Rejected,

    /// <summary>Withdrawn by its author before a decision.</summary>
    Withdrawn,
}

/// <summary>Severity of a risk before any measure.</summary>
public enum RiskLevel
{
    /// <summary>An inconvenience that is quickly fixed.</summary>
    Low,

    /// <summary>A loss that can be compensated.</summary>
    Medium,

    /// <summary>Lasting harm to a person.</summary>
    High,
}

/// <summary>
/// A review by the ethics board of whether a model version may be promoted to an alias. A decided review cannot be changed; the
/// database enforces it.
/// </summary>
public sealed class EthicsReview : IGoverned
{
    /// <summary>Maximum length of a title.</summary>
    public const int MaxTitle = 160;

    /// <summary>Maximum length of a lay summary.</summary>
    public const int MaxSummary = 4000;

    /// <summary>Maximum number of risks, and of measures for one risk.</summary>
    public const int MaxRisks = 40;

    /// <summary>Maximum length of any other text of a review: risk, measure, reason, comment, condition, note.</summary>
    public const int MaxWords = 1000;

    /// <summary>Id of the review.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Consecutive number within the installation, by which people refer to it.</summary>
    public required int Number { get; init; }

    /// <summary>The model version to promote.</summary>
    public required Guid ModelVersionId { get; init; }

    /// <summary>The alias to promote it to.</summary>
    public required string Alias { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; set; }

    /// <summary>What the model does, for whom, and which data it uses, for readers who are not specialists.</summary>
    public required string LaySummary { get; set; }

    /// <summary>Risks with their measures.</summary>
    public required List<Risk> Risks { get; set; }

    /// <summary>Progress.</summary>
    public ReviewState State { get; set; }

    /// <summary>The author.</summary>
    public required Guid SubmittedById { get; init; }

    /// <summary>Display name of the author.</summary>
    public required string SubmittedBy { get; init; }

    /// <summary>When the draft was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was submitted; null for a draft.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>When the vote was opened; null before, and again after an adjournment.</summary>
    public DateTimeOffset? VoteOpenedAt { get; set; }

    /// <summary>When the vote was closed, or the review withdrawn.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>End of the approval, exclusive; null without one.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Attendance, votes and quorum; null until the vote is closed.</summary>
    public ReviewMinutes? Minutes { get; set; }

    /// <summary>SHA-256 of the minutes as canonical JSON, 64 hex characters; promotions refer to it.</summary>
    public string? DecisionDigest { get; set; }

    /// <summary>Approved, rejected or withdrawn: nothing changes any more.</summary>
    public bool IsDecided =>
        State
            is ReviewState.Approved
                or ReviewState.ApprovedWithConditions
                or ReviewState.Rejected
                or ReviewState.Withdrawn;

    /// <summary>Approved, with or without conditions.</summary>
    public bool IsApproved => State is ReviewState.Approved or ReviewState.ApprovedWithConditions;
}

internal sealed class EthicsReviewConfiguration : IEntityTypeConfiguration<EthicsReview>
{
    public void Configure(EntityTypeBuilder<EthicsReview> builder)
    {
        builder.ToTable("ethics_reviews");
        builder.Property(r => r.Alias).HasMaxLength(60);
        builder.Property(r => r.Title).HasMaxLength(EthicsReview.MaxTitle);
        builder.Property(r => r.LaySummary).HasMaxLength(EthicsReview.MaxSummary);
        builder
            .Property(r => r.Risks)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<List<Risk>>(), Json.Comparer<List<Risk>>());
        builder.Property(r => r.State).HasMaxLength(30);
        builder.Property(r => r.SubmittedBy).HasMaxLength(256);
        builder
            .Property(r => r.Minutes)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<ReviewMinutes?>(), Json.Comparer<ReviewMinutes?>());
        builder.Property(r => r.DecisionDigest).HasMaxLength(64);
        builder
            .HasOne<ModelVersion>()
            .WithMany()
            .HasForeignKey(r => r.ModelVersionId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => new { r.ModelVersionId, r.Alias });
        builder.HasIndex(r => r.State);
        builder.Property<uint>("Version").IsRowVersion();
    }
}
