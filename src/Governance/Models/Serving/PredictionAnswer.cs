namespace Governance.Models;

/// <summary>A prediction with what it is based on.</summary>
/// <param name="Id">Of its row in the prediction log.</param>
/// <param name="VersionId">The model version that predicted.</param>
/// <param name="Version">Number of the model version.</param>
/// <param name="Probability">Of <paramref name="Class"/>, calibrated, 0 … 1.</param>
/// <param name="Probabilities">Of all classes, the most probable first.</param>
/// <param name="Used">The modalities that the model saw.</param>
/// <param name="Lost">Modalities that the model reads or the caller gave and that were not used, with the reason.</param>
/// <param name="Temperature">By which the logits are divided to calibrate the probabilities for the used modalities.</param>
/// <param name="Disclosure">For the person affected: a sentence on the model, its data and its limits.</param>
/// <param name="Milliseconds">Time from the request to the answer.</param>
/// <param name="Masks">One for each of the seven sets of modalities if they were requested; otherwise empty.</param>
public sealed record PredictionAnswer(
    Guid Id,
    Guid VersionId,
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
