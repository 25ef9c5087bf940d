using Governance.Platform;

namespace Governance.Annotation;

/// <summary>One immutable version of a schema.</summary>
public sealed class LabelSchemaVersion : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SchemaId { get; init; }
    public required int Number { get; init; }
    public required LabelDefinition Definition { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}
