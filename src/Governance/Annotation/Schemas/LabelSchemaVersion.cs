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

    /// <summary>When the version was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name of the person who added it.</summary>
    public required string CreatedBy { get; init; }
}
