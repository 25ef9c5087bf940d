namespace Governance.Annotation;

/// <summary>
/// One sample to label. An annotator holds it by a lease: a token with an end, which heartbeats extend.
/// After the lease has expired the task can be handed to somebody else.
/// </summary>
public sealed class AnnotationTask
{
    /// <summary>Primary key, ordered by time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The project that it belongs to.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>The sample to label.</summary>
    public required Guid SampleId { get; init; }

    /// <summary>Position in the order of handing out, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Open, submitted or skipped.</summary>
    public TaskState State { get; set; }

    /// <summary>Token of the last lease; it stays after a submission, so that a repeated submission is recognised.</summary>
    public Guid? LeaseToken { get; set; }

    /// <summary>The user of the last lease.</summary>
    public Guid? LeaseUserId { get; set; }

    /// <summary>End of the last lease.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>The user who submitted or skipped it.</summary>
    public Guid? EndedById { get; set; }

    /// <summary>Name of that user.</summary>
    public string? EndedBy { get; set; }

    /// <summary>When it was submitted or skipped.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it was skipped, at most 500 characters.</summary>
    public string? SkipReason { get; set; }

    /// <summary>Whether the user holds the open task with this token at that instant.</summary>
    public bool IsHeldBy(Guid userId, Guid token, DateTimeOffset at) =>
        State == TaskState.Open && LeaseUserId == userId && LeaseToken == token && LeaseUntil > at;
}
