namespace Governance.Statistics.Masks;

/// <summary>
/// Sums that give accuracy, calibration error, likelihood and worst group. Tallies of disjoint samples are merged by
/// addition, so parts of an audit can be counted separately.
/// </summary>
public sealed class MaskTally(int bins, int groups)
{
    private readonly double[] _gaps = new double[bins];
    private readonly long[] _groupCounts = new long[groups],
        _groupHits = new long[groups];
    private double _surprise;

    /// <summary>Number of samples, each as often as it was drawn.</summary>
    public long Count { get; private set; }

    /// <summary>Σ hits / n; NaN without samples, as are the next two.</summary>
    public double Accuracy => _groupHits.Sum() / (double)Count;

    /// <summary>ECE = Σ_b |Σ (correct − confidence)| / n, the same as Σ n_b/n |acc_b − conf_b|.</summary>
    public double CalibrationError
    {
        get
        {
            var sum = 0.0;
            foreach (var gap in _gaps)
                sum += Math.Abs(gap);
            return sum / Count;
        }
    }

    /// <summary>Mean −ln p(label).</summary>
    public double LogLoss => _surprise / Count;

    /// <summary>Number of samples of a group.</summary>
    public long CountOf(int group) => _groupCounts[group];

    /// <summary>Accuracy of a group; NaN without samples of it.</summary>
    public double AccuracyOf(int group) => (double)_groupHits[group] / _groupCounts[group];

    /// <summary>The least accuracy among the groups given; NaN when none of them has a sample.</summary>
    public double WorstOf(ReadOnlySpan<int> groups)
    {
        var worst = double.NaN;
        foreach (var g in groups)
            if (_groupCounts[g] > 0 && !(AccuracyOf(g) >= worst))
                worst = AccuracyOf(g);
        return worst;
    }

    /// <summary>Adds every observation with the weight of its sample, in the order given.</summary>
    public void Add(ReadOnlySpan<MaskObservation> observations, ReadOnlySpan<int> weights)
    {
        var (count, surprise) = (0L, 0.0);
        foreach (ref readonly var o in observations)
        {
            var w = weights[o.Sample];
            if (w == 0)
                continue;
            count += w;
            surprise += w * o.Surprise;
            _gaps[o.Bin] += w * o.Gap;
            _groupCounts[o.Group] += w;
            if (o.Correct)
                _groupHits[o.Group] += w;
        }
        Count += count;
        _surprise += surprise;
    }

    /// <summary>Adds a tally of other samples.</summary>
    public void Merge(MaskTally other)
    {
        Count += other.Count;
        _surprise += other._surprise;
        for (var b = 0; b < _gaps.Length; b++)
            _gaps[b] += other._gaps[b];
        for (var g = 0; g < _groupCounts.Length; g++)
            (_groupCounts[g], _groupHits[g]) = (
                _groupCounts[g] + other._groupCounts[g],
                _groupHits[g] + other._groupHits[g]
            );
    }

    /// <summary>Sets all sums to 0, for the next replicate.</summary>
    public void Clear()
    {
        (Count, _surprise) = (0, 0);
        Array.Clear(_gaps);
        Array.Clear(_groupCounts);
        Array.Clear(_groupHits);
    }
}
