namespace Governance.Statistics.Masks;

/// <summary>One sample under one mask, reduced once so that a replicate only adds.</summary>
/// <param name="Sample">Its index among the weights.</param>
/// <param name="Bin">Calibration bin of its confidence.</param>
/// <param name="Group">Ordinal of its group.</param>
/// <param name="Gap">1 if correct else 0, minus its confidence.</param>
/// <param name="Surprise">−ln p(label), clipped.</param>
public readonly record struct MaskObservation(
    int Sample,
    short Bin,
    short Group,
    bool Correct,
    double Gap,
    double Surprise
);
