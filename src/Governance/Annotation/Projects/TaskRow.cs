namespace Governance.Annotation;

/// <summary>A task in a list.</summary>
/// <param name="Ordinal">Position in the order of handing out, from 0.</param>
/// <param name="HeldBy">Name of the annotator who holds it now.</param>
/// <param name="LeaseUntil">End of the lease that holds it now.</param>
/// <param name="EndedBy">Name of the annotator who submitted or skipped it.</param>
/// <param name="Annotations">How many labels it has that the actor may see.</param>
/// <param name="Excluded">Why consent does not permit labelling the sample now; null if it does, and for ended tasks.</param>
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
