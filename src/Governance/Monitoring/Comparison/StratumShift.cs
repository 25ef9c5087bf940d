namespace Governance.Monitoring;

/// <param name="Reference">Share of the reference with this value, 0 to 1.</param>
public sealed record StratumShift(string Attribute, string Value, double Reference, double Batch)
{
    public double Gap => Math.Abs(Batch - Reference);
}
