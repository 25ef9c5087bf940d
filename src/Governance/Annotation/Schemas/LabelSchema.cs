using Governance.Platform;

namespace Governance.Annotation;

/// <summary>What may be said about a sample. Its versions never change: labels always know the words they were chosen from.</summary>
public sealed class LabelSchema : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
