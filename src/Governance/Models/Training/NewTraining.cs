using Governance.Inference.Fusion;

namespace Governance.Models;

/// <summary>What is to be trained. One version is trained for each kind.</summary>
/// <param name="Model">Its name; a new one makes a new model, an old one must predict the same label.</param>
/// <param name="EncoderIds">At most one for each modality.</param>
/// <param name="Options">Null = the defaults; kind and seed are taken from the other members.</param>
public sealed record NewTraining(
    string Model,
    Guid DatasetVersionId,
    string Purpose,
    LabelSource Label,
    IReadOnlyList<Guid> EncoderIds,
    IReadOnlyList<FusionKind> Kinds,
    long Seed = 1,
    FusionOptions? Options = null,
    string? Title = null,
    string? IntendedUse = null
);
