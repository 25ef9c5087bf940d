namespace Governance.Annotation;

/// <summary>
/// One W3C Web Annotation. The client chooses the id and numbers the revisions, so that repeating a save after a lost
/// response changes nothing.
/// </summary>
public sealed class SampleAnnotation
{
    /// <summary>Chosen by the client.</summary>
    public required Guid Id { get; init; }

    /// <summary>The task in which it was made.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>The sample of the task.</summary>
    public required Guid SampleId { get; init; }

    /// <summary>The user who saved it first.</summary>
    public required Guid AuthorId { get; init; }

    /// <summary>Display name of the author at the first save.</summary>
    public required string Author { get; init; }

    /// <summary>From 1 up; the highest that was saved.</summary>
    public required int Revision { get; set; }

    /// <summary>The W3C document as canonical JSON; <c>{}</c> after a deletion.</summary>
    public required string Body { get; set; }

    /// <summary>The row stays after a deletion, so that late saves are recognised.</summary>
    public bool Deleted { get; set; }

    /// <summary>When the first revision was saved.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the stored revision was saved.</summary>
    public required DateTimeOffset ChangedAt { get; set; }
}
