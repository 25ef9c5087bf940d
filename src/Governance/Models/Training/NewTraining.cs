using Governance.Inference.Fusion;

namespace Governance.Models;

/// <summary>A training to start or preview: one version for each fusion kind.</summary>
/// <param name="Model">The model's name. A new name adds a model; an existing model must predict the same label.</param>
/// <param name="Purpose">Code of the purpose for which consent is checked.</param>
/// <param name="EncoderIds">At most one for each modality.</param>
/// <param name="Options">Null = the defaults. Kind and seed in it are ignored.</param>
/// <param name="Title">Title of a new model; null = its name.</param>
/// <param name="IntendedUse">What a new model is for and must not be used for.</param>
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
