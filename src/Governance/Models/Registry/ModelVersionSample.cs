namespace Governance.Models;

/// <summary>The place of a sample in a model version. It stays when the sample is erased.</summary>
public sealed class ModelVersionSample
{
    /// <summary>The model version.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>0-based row in the training matrix.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The sample; null when it has been erased.</summary>
    public required Guid? SampleId { get; init; }

    /// <summary>0-based number of the subject within the version: it groups samples without identifying the subject.</summary>
    public required int SubjectOrdinal { get; init; }

    /// <summary>Training, validation or test.</summary>
    public required SampleRole Role { get; init; }

    /// <summary>The modalities of the sample that were used: present, embedded and permitted at the training.</summary>
    public required Modalities Used { get; init; }
}
