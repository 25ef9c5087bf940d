namespace Governance.Audits;

/// <param name="Accuracy">Exact Shapley value in accuracy.</param>
/// <param name="LogLikelihood">Exact Shapley value in mean log likelihood of the right class, nats.</param>
/// <param name="Attention">Mean attention weight, where the model has one; a weight is no contribution.</param>
public sealed record ModalityContribution(Modality Modality, Figure Accuracy, Figure LogLikelihood, double? Attention);
