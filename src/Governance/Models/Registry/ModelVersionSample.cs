namespace Governance.Models;

/// <summary>A sample's place in a model version. When the sample is erased, the place stays and its sample is null.</summary>
public sealed class ModelVersionSample
{
    public required Guid VersionId { get; init; }

    /// <summary>0-based, in the order of the training matrix.</summary>
    public required int Ordinal { get; init; }
    public required Guid? SampleId { get; init; }

    /// <summary>0-based number of the subject within the version; says who belongs together without naming anybody.</summary>
    public required int SubjectOrdinal { get; init; }
    public required SampleRole Role { get; init; }

    /// <summary>The modalities that were used of this sample: present, embedded and permitted at the time.</summary>
    public required Modalities Used { get; init; }
}
