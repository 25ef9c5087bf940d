using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Ethics;

public enum ReviewState
{
    Draft,
    Submitted,
    Voting,
    Approved,
    ApprovedWithConditions,
    Rejected,
    Withdrawn,
}

public enum RiskLevel
{
    Low,
    Medium,
    High,
}

/// <summary>
/// The question whether a model version may stand under an alias, put to the ethics board. Once decided it never
/// changes; the database refuses it too.
/// </summary>
public sealed class EthicsReview : IGoverned
{
    public const int MaxTitle = 160;
    public const int MaxSummary = 4000;
    public const int MaxRisks = 40;
    public const int MaxWords = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>1, 2, 3 … through the whole installation: how people name it.</summary>
    public required int Number { get; init; }
    public required Guid ModelVersionId { get; init; }
    public required string Alias { get; init; }
    public required string Title { get; set; }

    /// <summary>What the model does, for whom, on whose data, for a reader who is no specialist.</summary>
    public required string LaySummary { get; set; }
    public required List<Risk> Risks { get; set; }
    public ReviewState State { get; set; }
    public required Guid SubmittedById { get; init; }
    public required string SubmittedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; set; }
    public DateTimeOffset? VoteOpenedAt { get; set; }

    /// <summary>When the vote was closed, or the review withdrawn.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>An approval counts until then; null without one.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Who was there, who voted how, on what quorum; null until the vote is closed.</summary>
    public ReviewMinutes? Minutes { get; set; }

    /// <summary>SHA-256 of the minutes as canonical JSON, 64 hex characters: what a promotion cites.</summary>
    public string? DecisionDigest { get; set; }

    public bool IsDecided =>
        State
            is ReviewState.Approved
                or ReviewState.ApprovedWithConditions
                or ReviewState.Rejected
                or ReviewState.Withdrawn;
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
