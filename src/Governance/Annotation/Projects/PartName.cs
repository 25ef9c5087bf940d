namespace Governance.Annotation;

/// <summary>A part as samples name it.</summary>
public sealed record PartName
{
    public required string Name { get; init; }
    public required Modality Modality { get; init; }
}
