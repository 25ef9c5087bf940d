namespace Governance.Audits;

/// <summary>The class with the greatest difference between groups.</summary>
/// <param name="Gap">Difference of shares, 0 … 1.</param>
public sealed record ClassGap(string Class, double Gap);
