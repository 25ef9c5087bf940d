namespace Governance.Statistics.Sampling;

/// <summary>One stratum's share.</summary>
/// <param name="Available">Number of items in the stratum.</param>
/// <param name="Asked">Number of items that the scheme asks for.</param>
public sealed record StratumShare(string Stratum, int Available, int Asked)
{
    /// <summary>Number of items drawn, at most those available.</summary>
    public int Drawn => Math.Min(Available, Asked);

    /// <summary>Number of items that the stratum lacks. A shortage is reported, not filled from other strata.</summary>
    public int Shortage => Asked - Drawn;
}
