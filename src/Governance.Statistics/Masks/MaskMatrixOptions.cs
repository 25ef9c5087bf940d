using Governance.Statistics.Intervals;

namespace Governance.Statistics.Masks;

/// <summary>How a mask matrix is made.</summary>
public sealed record MaskMatrixOptions
{
    /// <summary>Equal-width bins of the calibration error.</summary>
    public int Bins { get; init; } = 15;

    /// <summary>Bootstrap replicates; 0: no intervals.</summary>
    public int Replicates { get; init; } = Bootstrap.Replicates;

    /// <summary>Of all intervals.</summary>
    public double Level { get; init; } = .95;

    /// <summary>Groups with fewer samples are "insufficient" and no worst group is taken from them.</summary>
    public int MinimumGroup { get; init; } = 30;

    public long Seed { get; init; } = 1;

    /// <summary>0: as many as there are cores. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Looked at before each replicate.</summary>
    public CancellationToken Cancellation { get; init; }
}
