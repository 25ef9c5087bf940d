namespace Governance.Audits;

/// <summary>What follows from the model's answers alone.</summary>
public sealed record CoreSections(
    IReadOnlyList<Measure> Overall,
    MaskSection Masks,
    CalibrationSection Calibration,
    ContributionSection Contribution,
    StrataSection Strata,
    FairnessSection Fairness
);
