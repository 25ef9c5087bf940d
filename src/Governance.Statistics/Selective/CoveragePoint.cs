namespace Governance.Statistics.Selective;

/// <summary>
/// A point of the risk-coverage curve.
/// </summary>
/// <param name="Coverage">Share of the samples that are answered, the most confident first; 0 … 1.</param>
/// <param name="Risk">Mean loss of those answered.</param>
public readonly record struct CoveragePoint(double Coverage, double Risk);
