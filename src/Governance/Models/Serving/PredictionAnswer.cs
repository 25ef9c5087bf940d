namespace Governance.Models;

/// <summary>What the model answers, with what it stands on.</summary>
/// <param name="Used">The modalities that it really saw.</param>
/// <param name="Lost">Modalities that it knows or was given and did not see, with the reason in words.</param>
/// <param name="Temperature">By which the mask's logits were divided, so that 0.8 means right in 8 of 10.</param>
/// <param name="Disclosure">What a person affected may want to know, in a few words.</param>
/// <param name="Masks">Seven where every mask was asked for, else none.</param>
public sealed record PredictionAnswer(
    Guid Id,
    string Model,
    int Version,
    string Alias,
    string Class,
    double Probability,
    IReadOnlyList<ClassProbability> Probabilities,
    Modalities Used,
    IReadOnlyList<LostModality> Lost,
    double Temperature,
    string Disclosure,
    double Milliseconds,
    IReadOnlyList<MaskAnswer> Masks
);
