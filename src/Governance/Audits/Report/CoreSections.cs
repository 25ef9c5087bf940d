namespace Governance.Audits;

/// <summary>The sections that need only the model's predictions on the audited samples.</summary>
public sealed record CoreSections(
    IReadOnlyList<Measure> Overall,
    MaskSection Masks,
    CalibrationSection Calibration,
    ContributionSection Contribution,
    StrataSection Strata,
    FairnessSection Fairness
);
