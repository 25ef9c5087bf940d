using CsCheck;
using Governance.Statistics.Drift;
using Governance.Statistics.Intervals;

namespace Governance.Statistics.Tests;

public sealed class DriftTests
{
    // Closed form; the floor is that of deepchecks, utils/distribution/drift.py.
    [Fact]
    public void Stability_index_of_counts_is_the_published_one()
    {
        Assert.Equal(.19616585060234523, PopulationStability.OfCounts([200, 800], [400, 600])!.Value, 1e-6);
        Assert.Equal(2.263464862939764, PopulationStability.OfCounts([100, 0], [50, 50])!.Value, 1e-6);
        Assert.Null(PopulationStability.OfCounts([0, 0], [1, 1]));
    }

    [Fact]
    public void Stability_index_of_samples_uses_the_references_deciles()
    {
        double[] reference = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        Assert.Equal(0, PopulationStability.OfSamples(reference, reference)!.Value, 1e-12);
        Assert.True(PopulationStability.OfSamples(reference, [.. reference.Select(v => v + 500)]) > .25);
        Assert.Equal(0, PopulationStability.OfSamples([1, 1, 1], [1, 1, double.NaN])!.Value, 1e-12);
    }

    // scipy, stats/tests/test_stats.py TestKSTwoSamples.
    [Fact]
    public void Kolmogorov_smirnov_has_the_published_statistics_and_exact_p_values()
    {
        var wide = KolmogorovSmirnov.Of(
            [.. Enumerable.Range(1, 100).Select(i => (double)i)],
            [.. Enumerable.Range(0, 110).Select(i => 1 + 99.0 * i / 109 + 20.1)]
        )!;
        Assert.Equal(232 / 1100.0, wide.Statistic, 1e-12);
        Assert.Equal(.015739183865607353, wide.PValue, 1e-12);
        var small = KolmogorovSmirnov.Of([1.01, 2.01], [1, 2, 3, 4])!;
        Assert.Equal(.5, small.Statistic, 1e-12);
        Assert.Equal(14 / 15.0, small.PValue, 1e-12);
        Assert.True(small.Exact);
    }

    [Fact]
    public void Exact_p_equals_a_count_of_all_orders() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int)
            .Sample(
                (n, m, seed) =>
                {
                    double[] all = [.. Enumerable.Range(0, n + m)];
                    new Random(seed).Shuffle(all);
                    var observed = KolmogorovSmirnov.Of(all.AsSpan(0, n), all.AsSpan(n))!;
                    var (reached, total) = (0, 0);
                    for (var pick = 0; pick < 1 << n + m; pick++)
                    {
                        if (System.Numerics.BitOperations.PopCount((uint)pick) != n)
                            continue;
                        total++;
                        double[] x = [.. Enumerable.Range(0, n + m).Where(i => (pick & 1 << i) != 0)];
                        double[] y = [.. Enumerable.Range(0, n + m).Where(i => (pick & 1 << i) == 0)];
                        if (KolmogorovSmirnov.Of(x, y)!.Statistic >= observed.Statistic - 1e-12)
                            reached++;
                    }
                    Assert.Equal((double)reached / total, observed.PValue, 1e-12);
                },
                iter: 40
            );

    [Fact]
    public void The_limit_continues_the_exact_p()
    {
        // Both sides of the switch at n·m = 4,000,000 with almost the same D.
        static KolmogorovSmirnov Of(int n)
        {
            double[] x = [.. Enumerable.Range(0, n).Select(i => i / (double)n)];
            return KolmogorovSmirnov.Of(x, [.. x.Select(v => v + .0403)])!;
        }

        var (exact, limit) = (Of(2000), Of(2001));
        Assert.True(exact.Exact && !limit.Exact);
        Assert.Equal(exact.PValue, limit.PValue, .005);
        Assert.Equal(1, KolmogorovSmirnov.Of([1, 2], [1, 2])!.PValue);
        Assert.Null(KolmogorovSmirnov.Of([], [1]));
    }

    // scipy, stats/tests/test_stats.py TestEnergyDistance.
    [Fact]
    public void Energy_distance_is_the_published_one_in_both_forms()
    {
        Assert.Equal(.816496580927726, EnergyDistance.Of([0.0, 1, 2], [1.0, 2, 3])!.Value, 1e-6);
        Assert.Equal(Math.Sqrt(2), EnergyDistance.Of([0.0], [1.0])!.Value, 1e-6);
        Assert.Equal(.816496580927726, EnergyDistance.Of([0f, 1, 2], [1f, 2, 3], 1)!.Value, 1e-6);
    }

    // The closed form of alibi-detect, utils/pytorch/distance.py mmd2.
    [Fact]
    public void Unbiased_mmd_is_the_published_one() =>
        Assert.Equal(.7689062080632163, KernelTwoSample.Of([0, 1], [2, 3], 1, 1, bandwidth: 1).Squared, 1e-6);

    [Fact]
    public void Permuted_mmd_has_its_nominal_false_alarm_rate_and_detects_a_shift()
    {
        // 200 null experiments at level .05: 10 ± 3.1 expected; the interval is ± 3 standard errors.
        int Alarms(double shift, int experiments) =>
            Enumerable
                .Range(0, experiments)
                .Count(e =>
                {
                    var root = new SeededRandom(1000 + e);
                    return KernelTwoSample
                            .Of(Normals(root.Split(1), 40 * 4, 0), Normals(root.Split(2), 40 * 4, shift), 4, e, 99)
                            .PValue <= .05;
                });
        Assert.InRange(Alarms(0, 200), 1, 20);
        Assert.True(Alarms(1, 20) >= 19);
    }

    [Fact]
    public void A_permutation_test_depends_only_on_its_seed()
    {
        var (x, y) = (Normals(new(1), 50 * 3, 0), Normals(new(2), 60 * 3, .3));
        Assert.Equal(KernelTwoSample.Of(x, y, 3, 9), KernelTwoSample.Of(x, y, 3, 9));
    }

    // mseitzer/pytorch-fid, tests/test_fid_score.py, and the closed form in two dimensions.
    [Fact]
    public void Frechet_distance_is_the_published_one()
    {
        Assert.Equal(5.808852870442881, FrechetDistance.Between([0, 0], [2, .5, .5, 1], [2, 1], [1, 0, 0, 3]), 1e-6);
        var identity = new double[2048 * 2048];
        for (var i = 0; i < 2048; i++)
            identity[i * 2049] = 1;
        Assert.Equal(
            2048,
            FrechetDistance.Between(new double[2048], identity, [.. Enumerable.Repeat(1.0, 2048)], identity),
            1e-6
        );
    }

    [Fact]
    public void Frechet_distance_of_a_sample_to_itself_is_zero_and_grows_with_the_mean()
    {
        var x = Normals(new(3), 300 * 6, 0);
        Assert.Equal(0, FrechetDistance.OfSamples(x, x, 6), 1e-9);
        Assert.Equal(6 * 4, FrechetDistance.OfSamples(x, [.. x.Select(v => v + 2)], 6), 1e-4);
    }

    [Fact]
    public void Holm_steps_down_and_keeps_the_order_of_p_values()
    {
        Assert.Equal([.03, .06, .06, .02], Holm.Adjust([.01, .04, .03, .005]).Select(p => Math.Round(p, 12)));
        Assert.Equal(
            [double.NaN, .2, 1],
            Holm.Adjust([double.NaN, .1, .9]).Select((p, i) => i == 2 ? Math.Min(1, Math.Round(p / .9, 6)) : p)
        );
    }

    private static float[] Normals(SeededRandom random, int count, double mean) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(mean + random.Normal()))];
}
