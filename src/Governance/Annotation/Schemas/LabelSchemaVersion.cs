using Governance.Platform;

namespace Governance.Annotation;

/// <summary>One immutable version of a schema.</summary>
public sealed class LabelSchemaVersion : IGoverned
{
    /// <summary>Primary key, ordered by time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The schema that it belongs to.</summary>
    public required Guid SchemaId { get; init; }

    /// <summary>From 1, without gaps within the schema.</summary>
    public required int Number { get; init; }

    /// <summary>The fields.</summary>
    public required LabelDefinition Definition { get; init; }

    /// <summary>Who created it, and when.</summary>
    public required Stamp Created { get; init; }
}
