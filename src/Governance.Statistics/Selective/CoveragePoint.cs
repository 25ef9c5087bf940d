namespace Governance.Statistics.Selective;

/// <summary>
/// A point of the curve: answering the <paramref name="Coverage"/> share the model is surest of costs
/// <paramref name="Risk"/>.
/// </summary>
public readonly record struct CoveragePoint(double Coverage, double Risk);
