namespace Governance.Models.Serving;

public sealed record ClassProbability(string Class, double Probability);
