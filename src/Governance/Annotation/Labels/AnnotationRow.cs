using System.Text.Json.Nodes;

namespace Governance.Annotation;

/// <summary>An annotation in a list, as the API returns it.</summary>
/// <param name="Author">Display name at the time of the first save.</param>
/// <param name="Body">The W3C Web Annotation document.</param>
public sealed record AnnotationRow(
    Guid Id,
    Guid TaskId,
    Guid SampleId,
    string Author,
    int Revision,
    JsonNode Body,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt
);
