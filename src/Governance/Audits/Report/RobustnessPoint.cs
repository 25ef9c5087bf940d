namespace Governance.Audits;

public sealed record RobustnessPoint(double Severity, Figure Accuracy);
