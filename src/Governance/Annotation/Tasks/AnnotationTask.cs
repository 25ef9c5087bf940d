namespace Governance.Annotation;

/// <summary>
/// One sample to label. An annotator holds it by a lease: a token with an end, pushed on by heartbeats.
/// A lease that ran out is given to the next who asks.
/// </summary>
public sealed class AnnotationTask
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ProjectId { get; init; }
    public required Guid SampleId { get; init; }

    /// <summary>Order in which tasks are handed out.</summary>
    public required int Ordinal { get; init; }
    public TaskState State { get; set; }
    public Guid? LeaseToken { get; set; }
    public Guid? LeaseUserId { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    public Guid? EndedById { get; set; }
    public string? EndedBy { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? SkipReason { get; set; }

    /// <summary>The lease is this person's, by this token, and has not run out.</summary>
    public bool IsHeldBy(Guid userId, Guid token, DateTimeOffset at) =>
        State == TaskState.Open && LeaseUserId == userId && LeaseToken == token && LeaseUntil > at;
}
