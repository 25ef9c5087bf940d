using Governance.Statistics.Intervals;

namespace Governance.Statistics.Masks;

/// <summary>The options of <see cref="MaskMatrix"/>.</summary>
public sealed record MaskMatrixOptions
{
    /// <summary>Number of equal-width bins of the calibration error.</summary>
    public int Bins { get; init; } = 15;

    /// <summary>Number of bootstrap replicates; 0 gives no intervals.</summary>
    public int Replicates { get; init; } = Bootstrap.Replicates;

    /// <summary>Nominal coverage of all intervals.</summary>
    public double Level { get; init; } = .95;

    /// <summary>Groups with fewer samples are "insufficient" and cannot be the worst group.</summary>
    public int MinimumGroup { get; init; } = 30;

    /// <summary>The seed of the bootstrap.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Number of threads; 0 is one for each core. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Checked before each replicate.</summary>
    public CancellationToken Cancellation { get; init; }
}
