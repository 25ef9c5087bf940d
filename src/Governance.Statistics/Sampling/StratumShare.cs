namespace Governance.Statistics.Sampling;

/// <summary>One stratum's share.</summary>
/// <param name="Available">How many items there are.</param>
/// <param name="Asked">How many the scheme wants from it.</param>
public sealed record StratumShare(string Stratum, int Available, int Asked)
{
    /// <summary>How many are drawn: never more than there are.</summary>
    public int Drawn => Math.Min(Available, Asked);

    /// <summary>How many the stratum lacks. A shortage is reported, not filled from elsewhere.</summary>
    public int Shortage => Asked - Drawn;
}
