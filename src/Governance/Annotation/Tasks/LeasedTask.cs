namespace Governance.Annotation;

/// <summary>A task that an annotator holds.</summary>
/// <param name="LeaseToken">Proves that the caller holds the task.</param>
/// <param name="LeaseUntil">End of the lease; a heartbeat extends it.</param>
/// <param name="Ordinal">Position in the order of handing out, from 0.</param>
public sealed record LeasedTask(
    Guid Id,
    Guid ProjectId,
    Guid SampleId,
    Guid LeaseToken,
    DateTimeOffset LeaseUntil,
    int Ordinal
);
