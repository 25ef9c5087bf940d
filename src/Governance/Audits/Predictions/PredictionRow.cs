namespace Governance.Audits;

/// <summary>What was predicted for one audited sample.</summary>
/// <param name="Row">0-based row of the audit.</param>
/// <param name="Subject">0-based number of the subject within the audit; it does not identify the subject.</param>
/// <param name="Used">The modalities that the model saw.</param>
/// <param name="Label">The right class.</param>
/// <param name="Predicted">The most probable class; the first on a tie.</param>
/// <param name="Probabilities">Of each class, in the order of the model's classes.</param>
public sealed record PredictionRow(
    int Row,
    Guid SampleId,
    int Subject,
    IReadOnlyList<Modality> Used,
    string Label,
    string Predicted,
    IReadOnlyList<float> Probabilities
);
