namespace Governance.Audits;

/// <summary>What one modality contributes.</summary>
/// <param name="Accuracy">Exact Shapley value of accuracy.</param>
/// <param name="LogLikelihood">Exact Shapley value of the mean log likelihood of the right class, nats.</param>
/// <param name="Attention">Mean attention weight, 0 … 1; null where the model has none. A weight is not a contribution.</param>
public sealed record ModalityContribution(Modality Modality, Figure Accuracy, Figure LogLikelihood, double? Attention);
