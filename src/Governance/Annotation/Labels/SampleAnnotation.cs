namespace Governance.Annotation;

/// <summary>
/// One W3C Web Annotation. The browser chooses the id and counts the revisions, so that saving again after a lost
/// answer changes nothing.
/// </summary>
public sealed class SampleAnnotation
{
    public required Guid Id { get; init; }
    public required Guid TaskId { get; init; }
    public required Guid SampleId { get; init; }
    public required Guid AuthorId { get; init; }
    public required string Author { get; init; }
    public required int Revision { get; set; }

    /// <summary>The W3C document, as canonical JSON; kept empty after a deletion so that late saves are recognised.</summary>
    public required string Body { get; set; }
    public bool Deleted { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; set; }
}
