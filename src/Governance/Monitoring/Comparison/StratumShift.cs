namespace Governance.Monitoring;

/// <summary>The change of the share of a scenario value.</summary>
/// <param name="Reference">Share of the reference's samples with this value, 0 to 1.</param>
/// <param name="Batch">Share of the batch's samples with this value, 0 to 1.</param>
public sealed record StratumShift(string Attribute, string Value, double Reference, double Batch)
{
    /// <summary>Absolute difference of the shares, 0 to 1.</summary>
    public double Gap => Math.Abs(Batch - Reference);
}
