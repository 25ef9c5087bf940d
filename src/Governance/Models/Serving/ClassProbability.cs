namespace Governance.Models;

/// <summary>A class with its calibrated probability, 0 … 1.</summary>
public sealed record ClassProbability(string Class, double Probability);
