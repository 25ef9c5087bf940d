namespace Governance.Inference.Fusion;

/// <summary>One way of telling the classes, judged on the test part.</summary>
/// <param name="Name">"early", "late", "attention", "text alone", …, "class frequencies".</param>
/// <param name="Kind">The fusion kind; null for a single modality and for the frequencies.</param>
/// <param name="Mask">The modalities it may see.</param>
/// <param name="Rows">Test rows: the same for every line.</param>
/// <param name="Covered">Test rows that have something it may see; the others are answered with the training part's
/// class frequencies.</param>
/// <param name="Accuracy">Share told right.</param>
/// <param name="BalancedAccuracy">Mean of the classes' recalls, over classes the test part has.</param>
/// <param name="NegativeLogLikelihood">Mean −ln p of the right class, nats.</param>
/// <param name="CalibrationError">Expected calibration error of the first class, 15 bins of equal width.</param>
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
