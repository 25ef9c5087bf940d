namespace Governance.Annotation;

/// <summary>A part that occurs in the samples of a version.</summary>
public sealed record PartName
{
    /// <summary>Name of the part within a sample.</summary>
    public required string Name { get; init; }

    /// <summary>Modality of the part.</summary>
    public required Modality Modality { get; init; }
}
