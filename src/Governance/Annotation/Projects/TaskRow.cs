namespace Governance.Annotation;

/// <param name="Excluded">Why the sample may not be labelled now; null when it may, and for ended tasks.</param>
/// <param name="Annotations">Labels that the asker may see.</param>
public sealed record TaskRow(
    Guid Id,
    int Ordinal,
    Guid SampleId,
    string SampleKey,
    TaskState State,
    string? HeldBy,
    DateTimeOffset? LeaseUntil,
    string? EndedBy,
    DateTimeOffset? EndedAt,
    string? SkipReason,
    int Annotations,
    string? Excluded
);
