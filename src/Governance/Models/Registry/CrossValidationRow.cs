namespace Governance.Models;

/// <summary>A fusion or a modality alone in a cross-validation by group: means over the folds, with their spread.</summary>
/// <param name="Name">early, late, attention, or “text alone”.</param>
/// <param name="Used">The modalities that it uses.</param>
/// <param name="Chosen">It is the version's own fusion.</param>
/// <param name="Folds">Folds that were measured, all repeats together.</param>
/// <param name="Accuracy">Share of right answers on the held-out groups.</param>
/// <param name="Nll">Mean negative log likelihood on the held-out groups, nats.</param>
public sealed record CrossValidationRow(
    string Name,
    Modalities Used,
    bool Chosen,
    int Folds,
    FoldSpread Accuracy,
    FoldSpread Nll
);
