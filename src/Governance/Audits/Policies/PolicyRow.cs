namespace Governance.Audits;

/// <summary>A promotion policy with the names that it refers to.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Suite">The suite's name.</param>
/// <param name="SuiteNumber">Number of the suite's version.</param>
/// <param name="EvaluationVersion">The name of the dataset version.</param>
public sealed record PolicyRow(
    PromotionPolicy Policy,
    string Model,
    string Suite,
    int SuiteNumber,
    string EvaluationVersion
);
