using System.Text.Json.Nodes;

namespace Governance.Annotation;

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
