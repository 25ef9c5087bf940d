namespace Governance.Models;

public sealed record ClassProbability(string Class, double Probability);
