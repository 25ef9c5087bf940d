namespace Governance.Models;

/// <summary>What decides the rows of a training: the samples, what they may be used for, and what is to be told.</summary>
/// <param name="Encoders">The encoder of each modality; null leaves the modality out.</param>
internal sealed record TrainingQuestion(
    Guid DatasetVersionId,
    Guid PurposeId,
    PerModality<Guid?> Encoders,
    LabelSource Label
);
