namespace Governance.Audits;

/// <summary>A group with its accuracy.</summary>
public sealed record GroupFigures(string Name, Figure Accuracy);
