namespace Governance.Inference.Fusion;

/// <summary>One way to predict the classes, measured on the held-out groups of every fold of a cross-validation.</summary>
/// <param name="Name">"early", "late", "attention", "text alone" …</param>
/// <param name="Kind">The fusion kind; null for a single modality.</param>
/// <param name="Mask">The modalities that it uses.</param>
/// <param name="Accuracies">Share predicted correctly in each fold, repeat by repeat.</param>
/// <param name="NegativeLogLikelihoods">Mean −ln p of the correct class in each fold, in nats.</param>
public sealed record CrossValidationLine(
    string Name,
    FusionKind? Kind,
    Modalities Mask,
    IReadOnlyList<double> Accuracies,
    IReadOnlyList<double> NegativeLogLikelihoods
)
{
    /// <summary>The number of folds that were measured.</summary>
    public int Folds => Accuracies.Count;
}
