using Governance.Platform;

namespace Governance.Ethics;

/// <summary>A condition of an approval: a promotion is blocked while it is not met.</summary>
public sealed class ReviewCondition : IGoverned
{
    /// <summary>Id of the condition.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The review.</summary>
    public required Guid ReviewId { get; init; }

    /// <summary>Who checks it.</summary>
    public required ConditionKind Kind { get; init; }

    /// <summary>What has to be done, or, for a condition that the portal checks, why it is required.</summary>
    public required string Words { get; init; }

    /// <summary>Samples that every group of the audit must have; only for <see cref="ConditionKind.MinimumGroupSize"/>.</summary>
    public int? Minimum { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>The user who confirmed it; null = not confirmed.</summary>
    public Guid? FulfilledById { get; set; }

    /// <summary>Who confirmed it, and when; null = not confirmed.</summary>
    public Stamp? Fulfilled { get; set; }

    /// <summary>What that user stated as evidence.</summary>
    public string? FulfilledNote { get; set; }
}
