namespace Governance.Audits;

/// <summary>Accuracy as a disturbance grows.</summary>
public sealed record RobustnessSection(
    string Name,
    string Title,
    string Unit,
    IReadOnlyList<RobustnessCurve> Curves,
    string Means,
    IReadOnlyList<Column> Columns
);
