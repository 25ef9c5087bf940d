namespace Governance.Annotation;

/// <summary>A schema with its versions, newest first.</summary>
public sealed record SchemaSummary(
    Guid Id,
    string Name,
    DateTimeOffset CreatedAt,
    IReadOnlyList<SchemaVersionSummary> Versions
);
