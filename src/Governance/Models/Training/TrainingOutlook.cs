using Governance.Platform;

namespace Governance.Models;

/// <summary>What a training would learn from now.</summary>
/// <param name="Excluded">Places of the version that stay out: why → how many.</param>
/// <param name="Seen">Samples that have the modality's vector.</param>
/// <param name="Hindrance">Why it cannot be trained; null = it can.</param>
public sealed record TrainingOutlook(
    int Usable,
    int Subjects,
    IReadOnlyDictionary<string, int> Classes,
    IReadOnlyDictionary<Modality, int> Seen,
    IReadOnlyDictionary<string, int> Excluded,
    Refusal? Hindrance
);
