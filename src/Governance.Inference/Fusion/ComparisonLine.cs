namespace Governance.Inference.Fusion;

/// <summary>One way to predict the classes, measured on the test part.</summary>
/// <param name="Name">"early", "late", "attention", "text alone", …, "class frequencies".</param>
/// <param name="Kind">The fusion kind; null for a single modality and for the frequencies.</param>
/// <param name="Mask">The modalities that it uses, as in <see cref="Modalities"/>.</param>
/// <param name="Rows">Number of test rows, the same for every line.</param>
/// <param name="Covered">Test rows with at least one of these modalities; the others get the class frequencies of the
/// training part.</param>
/// <param name="Accuracy">Share predicted correctly.</param>
/// <param name="BalancedAccuracy">Mean recall over the classes of the test part.</param>
/// <param name="NegativeLogLikelihood">Mean −ln p of the correct class, in nats.</param>
/// <param name="CalibrationError">Expected calibration error of the most probable class, 15 bins of equal width.</param>
public sealed record ComparisonLine(
    string Name,
    FusionKind? Kind,
    Modalities Mask,
    int Rows,
    int Covered,
    double Accuracy,
    double BalancedAccuracy,
    double NegativeLogLikelihood,
    double CalibrationError
);
