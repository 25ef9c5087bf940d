namespace Governance.Annotation;

/// <summary>A task in somebody's hands.</summary>
public sealed record LeasedTask(
    Guid Id,
    Guid ProjectId,
    Guid SampleId,
    Guid LeaseToken,
    DateTimeOffset LeaseUntil,
    int Ordinal
);
