using Governance.Platform;

namespace Governance.Ethics;

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
