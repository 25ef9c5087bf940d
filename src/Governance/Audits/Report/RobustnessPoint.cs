namespace Governance.Audits;

/// <summary>Accuracy at one severity of a disturbance.</summary>
public sealed record RobustnessPoint(double Severity, Figure Accuracy);
