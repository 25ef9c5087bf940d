namespace Governance.Audits;

/// <param name="Used">The modalities that the model was left with.</param>
/// <param name="WorstGroup">Accuracy of the worst group that is large enough; without value when none is.</param>
/// <param name="WorstName">Which one.</param>
/// <param name="Drop">Accuracy lost against all modalities, on the same complete samples; null for all.</param>
public sealed record MaskFigures(
    Modalities Used,
    Figure Accuracy,
    Figure CalibrationError,
    Figure LogLoss,
    Figure WorstGroup,
    string? WorstName,
    Figure? Drop
);
