using Governance.Platform;

namespace Governance.Annotation;

/// <summary>A named series of definitions of what annotators label. A version never changes, so every label keeps its meaning.</summary>
public sealed class LabelSchema : IGoverned
{
    /// <summary>Primary key, ordered by time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Unique; 1 to 120 characters.</summary>
    public required string Name { get; init; }

    /// <summary>When the schema was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
