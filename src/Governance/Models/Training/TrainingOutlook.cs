using Governance.Catalog;
using Governance.Platform;

namespace Governance.Models;

/// <summary>The preview of a training: what it learns from if it starts now.</summary>
/// <param name="Usable">Samples that it can use.</param>
/// <param name="Subjects">Subjects of these samples.</param>
/// <param name="Classes">Class → number of usable samples.</param>
/// <param name="Excluded">Excluded samples of the dataset version: reason in kebab case → how many.</param>
/// <param name="Seen">Modality → number of usable samples that have its vector.</param>
/// <param name="Hindrance">Why the training cannot start; null = it can.</param>
public sealed record TrainingOutlook(
    int Usable,
    int Subjects,
    IReadOnlyDictionary<string, int> Classes,
    IReadOnlyDictionary<Modality, int> Seen,
    IReadOnlyDictionary<string, int> Excluded,
    Refusal? Hindrance
)
{
    /// <summary>The evaluation split that the dataset version declares; null where each training splits the subjects itself.</summary>
    public EvaluationSplit? Split { get; init; }

    /// <summary>Usable samples in each part of the declared split; null without one.</summary>
    public SplitCounts? Parts { get; init; }
}
