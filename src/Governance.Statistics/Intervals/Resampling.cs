namespace Governance.Statistics.Intervals;

/// <summary>
/// The resampling of a bootstrap: single samples, or whole clusters (all samples of a subject together). Samples of one subject
/// are correlated, so use clusters when there are few subjects. Below about ten clusters a percentile interval is still too
/// narrow: show <see cref="Units"/> next to it.
/// </summary>
public sealed class Resampling
{
    private readonly int[]? _clusterOf;
    private readonly int _units;

    private Resampling(int samples, int[]? clusterOf, int units) =>
        (Samples, _clusterOf, _units) = (samples, clusterOf, units);

    /// <summary>The number of samples, n.</summary>
    public int Samples { get; }

    /// <summary>The number of units that are drawn: samples or clusters.</summary>
    public int Units => _units;

    /// <summary>Draws single samples.</summary>
    public static Resampling OfSamples(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        return new(samples, null, samples);
    }

    /// <summary>Draws whole clusters, given by a key for each sample.</summary>
    public static Resampling OfClusters(ReadOnlySpan<int> clusters)
    {
        var ordinals = new Dictionary<int, int>();
        var clusterOf = new int[clusters.Length];
        for (var i = 0; i < clusterOf.Length; i++)
        {
            if (!ordinals.TryGetValue(clusters[i], out clusterOf[i]))
                ordinals[clusters[i]] = clusterOf[i] = ordinals.Count;
        }
        return new(clusters.Length, clusterOf, ordinals.Count);
    }

    /// <summary>Draws clusters if there are keys, else samples.</summary>
    public static Resampling Of(int samples, ReadOnlySpan<int> clusters) =>
        clusters.IsEmpty ? OfSamples(samples)
        : clusters.Length == samples ? OfClusters(clusters)
        : throw new ArgumentException($"{clusters.Length} cluster keys for {samples} samples.");

    /// <summary>Draws one replicate, all units with replacement, and counts how often each sample is drawn.</summary>
    /// <param name="random">The replicate's own stream.</param>
    /// <param name="weights">n counts, overwritten.</param>
    public void Draw(ref SeededRandom random, Span<int> weights)
    {
        if (_clusterOf is null)
        {
            Count(ref random, weights);
            return;
        }
        var drawn = new int[_units];
        Count(ref random, drawn);
        for (var i = 0; i < weights.Length; i++)
            weights[i] = drawn[_clusterOf[i]];
    }

    private static void Count(ref SeededRandom random, Span<int> drawn)
    {
        drawn.Clear();
        var local = random; // A copy stays in registers.
        for (var i = 0; i < drawn.Length; i++)
            drawn[local.Below(drawn.Length)]++;
        random = local;
    }
}
