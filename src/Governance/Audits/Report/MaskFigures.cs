namespace Governance.Audits;

/// <summary>A row of the mask matrix: figures of the model with one set of modalities.</summary>
/// <param name="Used">The modalities that the model sees.</param>
/// <param name="WorstGroup">Lowest accuracy among groups with enough samples; no value with fewer than two of them.</param>
/// <param name="WorstName">The name of that group.</param>
/// <param name="Drop">Accuracy lost compared with all modalities, on the same complete samples; null in the row of all
/// modalities.</param>
public sealed record MaskFigures(
    Modalities Used,
    Figure Accuracy,
    Figure CalibrationError,
    Figure LogLoss,
    Figure WorstGroup,
    string? WorstName,
    Figure? Drop
);
