namespace Governance.Audits;

public sealed record GroupFigures(string Name, Figure Accuracy);
