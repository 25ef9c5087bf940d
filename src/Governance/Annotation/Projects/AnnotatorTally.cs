namespace Governance.Annotation;

/// <summary>What one annotator did in a project, and until when they hold a task now.</summary>
public sealed record AnnotatorTally(
    Guid UserId,
    string Name,
    int Submitted,
    int Skipped,
    DateTimeOffset? LastAt,
    DateTimeOffset? HoldsUntil
);
