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

    [Fact]
    public void A_planted_shift_is_found_with_many_rows_and_missed_with_few()
    {
        ModalityPower Power(int reference, int batch) =>
            Assert.Single(
                DriftComparison.Power(
                    new(Cloud(21, reference, 0), null, null),
                    new(batch, 0, 0),
                    Level,
                    seed: 3,
                    new(CancellationToken.None)
                )
            );
        var (many, few, none) = (Power(300, 300), Power(16, 8), Power(40, 5));
        Assert.Equal((150, 150), (many.ReferenceRows, many.BatchRows));
        Assert.InRange(many.Found, 38, DriftComparison.PowerTrials);
        Assert.Equal((8, 8), (few.ReferenceRows, few.BatchRows));
        Assert.True(few.Found < many.Found, $"{few.Found} < {many.Found}");
        Assert.Equal((0, 0, true), (none.Found, none.Trials, none.IsTooLow));
        Assert.Equal(many, Power(300, 300));
    }

    [Fact]
    public void Only_a_comparison_that_could_have_found_drift_says_that_there_is_none()
    {
        ModalityDrift Drift(double? p, ModalityPower? power) =>
            new(Modality.Text, 40, 40, p is null ? null : .1, p, p is null ? null : .1, p, 0, 0, power);
        DriftVerdict Verdict(params ModalityDrift[] modalities) =>
            new DriftFindings(40, 40, [], Level, modalities, []).Verdict;
        var (high, low) = (
            new ModalityPower(Modality.Text, 20, 20, .5, 38, 40),
            new ModalityPower(Modality.Text, 8, 8, .5, 3, 40)
        );

        Assert.Equal(DriftVerdict.NoDrift, Verdict(Drift(.6, high)));
        Assert.Equal(DriftVerdict.CannotTell, Verdict());
        Assert.Equal(DriftVerdict.CannotTell, Verdict(Drift(.6, high), Drift(null, null)));
        Assert.Equal(DriftVerdict.CannotTell, Verdict(Drift(.6, low)));
        // What is found is found, with however few rows.
        Assert.Equal(DriftVerdict.Drift, Verdict(Drift(.01, low), Drift(null, null)));
        // A check of the time before power was measured keeps its verdict.
        Assert.Equal(DriftVerdict.NoDrift, Verdict(Drift(.6, null)));
        Assert.Equal(
            "The batch differs from the reference in text (p = 0.01). Too few samples to tell about image.",
            new BatchDiffers(new Dictionary<Modality, double> { [Modality.Text] = .01 }, [Modality.Image]).Text
        );
    }

    [Fact]
    public void Schemas_are_compared_by_parts_channels_and_units()
    {
        DriftSchema Schema(string[] parts, params (string Stream, string[] Channels)[] streams) =>
            new(
                parts.ToHashSet(),
                streams.ToDictionary(s => s.Stream, IReadOnlySet<string> (s) => s.Channels.ToHashSet())
            );
        var reference = Schema(["note (text)", "heat (sensor)"], ("heat", ["heat/c [Cel]"]));
        var other = reference.Compare(Schema(["note (text)", "heat (sensor)"], ("heat", ["heat/c [K]"])));
        Assert.Equal("heat/c [Cel]", Assert.Single(other.Lacking));
        Assert.Equal("heat/c [K]", Assert.Single(other.Added));
        // A stream that was never recorded is a finding of the check, not another schema.
        foreach (var alike in new[] { reference, Schema(["heat (sensor)", "note (text)"]) })
        {
            var same = reference.Compare(alike);
            Assert.Empty(same.Lacking);
            Assert.Empty(same.Added);
        }
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
