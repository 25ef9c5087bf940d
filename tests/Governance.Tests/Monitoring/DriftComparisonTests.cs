using Governance.Monitoring;
using Governance.Statistics.Intervals;

namespace Governance.Tests.Monitoring;

public sealed class DriftComparisonTests
{
    private const double Level = 0.05;

    [Fact]
    public void A_shift_in_one_modality_is_found_there_and_nowhere_else()
    {
        var sides = new PerModality<DriftPair?>(
            new(Cloud(1, 120, 0), Cloud(2, 120, 0)),
            new(Cloud(3, 120, 0), Cloud(4, 120, 0.8)),
            new(Cloud(5, 120, 0), Cloud(6, 120, 0))
        );

        var found = DriftComparison.Of(sides, 120, 120, seed: 7, told: null);

        Assert.Equal([Modality.Image], found.Where(d => d.Drifted(Level)).Select(d => d.Modality));
    }

    [Fact]
    public void Noise_alone_alarms_about_as_often_as_the_level_says()
    {
        var reference = new PerModality<VectorSide?>(Cloud(11, 160, 0), null, Cloud(12, 160, 0));

        var alarms = DriftComparison.FalseAlarms(reference, Level, seed: 3, trials: 60, new(CancellationToken.None));

        // Holm keeps the family at or below 5 %: 3 of 60. Nine or more would be one chance in four hundred.
        Assert.InRange(alarms, 0, 8);
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures()
    {
        var sides = new PerModality<DriftPair?>(new(Cloud(1, 40, 0), Cloud(2, 40, 0.2)), null, null);
        Assert.Equal(DriftComparison.Of(sides, 40, 40, 5, null), DriftComparison.Of(sides, 40, 40, 5, null));
    }

    [Fact]
    public void Too_few_rows_are_not_tested_and_missing_ones_are_counted()
    {
        var sides = new PerModality<DriftPair?>(
            null,
            new(Cloud(1, 40, 0), Cloud(2, DriftComparison.LeastRows - 1, 3)),
            null
        );

        var drift = Assert.Single(DriftComparison.Of(sides, 50, 10, 5, null));

        Assert.Null(drift.KolmogorovP);
        Assert.Null(drift.KernelP);
        Assert.False(drift.Drifted(Level));
        Assert.Equal(0.2, drift.ReferenceMissing, 12);
        Assert.Equal(0.3, drift.BatchMissing, 12);
    }

    /// <summary>Rows of 16 normal values, moved by <paramref name="shift"/> in every direction.</summary>
    internal static VectorSide Cloud(long seed, int rows, double shift)
    {
        var random = new SeededRandom(seed);
        var values = new float[rows * 16];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(random.Normal() + shift);
        return new(values, 16);
    }
}
