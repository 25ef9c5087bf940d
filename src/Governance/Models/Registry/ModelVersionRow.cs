using Governance.Catalog;

namespace Governance.Models;

/// <summary>A version with names, consent cover, aliases and the number of samples in each part.</summary>
/// <param name="DatasetVersion">Name of the dataset version.</param>
/// <param name="Synthetic">The dataset is synthetic.</param>
/// <param name="Purpose">Code of the purpose.</param>
/// <param name="Places">Samples by role, erased ones included.</param>
/// <param name="Split">The evaluation split that the dataset version declares; null = the training split the subjects itself.</param>
public sealed record ModelVersionRow(
    ModelVersion Version,
    string Model,
    Guid DatasetId,
    string Dataset,
    string DatasetVersion,
    int DatasetVersionNumber,
    bool Synthetic,
    string Purpose,
    ModelCover Cover,
    IReadOnlyList<string> Aliases,
    IReadOnlyDictionary<SampleRole, int> Places,
    EvaluationSplit? Split
);
