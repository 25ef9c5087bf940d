namespace Governance.Annotation;

/// <summary>What one annotator did in a project.</summary>
/// <param name="LastAt">When the last task ended.</param>
/// <param name="HoldsUntil">End of the current lease; null without one.</param>
public sealed record AnnotatorTally(
    Guid UserId,
    string Name,
    int Submitted,
    int Skipped,
    DateTimeOffset? LastAt,
    DateTimeOffset? HoldsUntil
);
