using Governance.Statistics.Fairness;
using Governance.Statistics.Intervals;

namespace Governance.Statistics.Tests.Fairness;

public sealed class GroupFairnessTests
{
    // Inputs of fairlearn; the constants were computed beside its implementation (its own tests assert identities).
    [Theory]
    [InlineData(2, false, .0746031746, .1007905138, .6111111111)]
    [InlineData(3, false, .0380952381, .2307692308, .5833333333)]
    [InlineData(4, false, .0746031746, .1897233202, .5555555556)]
    [InlineData(5, false, .0380952381, .0769230769, .6388888889)]
    [InlineData(3, true, .0821773855, .26, .6666666667)]
    public void Differences_are_those_of_the_published_inputs(
        int run,
        bool weighted,
        double dpd,
        double eod,
        double worst
    )
    {
        var found = FairlearnData.Differences(run, weighted);
        Assert.Equal(dpd, found[0], 1e-9);
        Assert.Equal(eod, found[1], 1e-9);
        Assert.Equal(worst, found[2], 1e-9);
    }

    // dssg/aequitas, tests/test_artifacts/test_bias_report/test_1.csv.
    [Fact]
    public void Rates_and_disparities_of_two_groups_are_the_published_ones()
    {
        double[] expected = [.5, 1 / 3.0, 2 / 3.0, .5, 4 / 3.0, 1.5];
        Assert.All(expected.Zip(Aequitas()), p => Assert.Equal(p.First, p.Second, 1e-6));
    }

    /// <summary>FPR and FNR of High, then of Low, then Low's disparities against High.</summary>
    internal static double[] Aequitas()
    {
        var found = OfCounts((2, 1, 1, 1), (1, 2, 1, 1));
        return
        [
            .. found.Groups.SelectMany(g => new[] { g.FalsePositiveRate!.Value, g.FalseNegativeRate!.Value }),
            found.Disparity(1, 0, g => g.FalsePositiveRate)!.Value,
            found.Disparity(1, 0, g => g.FalseNegativeRate)!.Value,
        ];
    }

    [Fact]
    public void A_group_of_29_is_reported_but_not_assessed()
    {
        bool[] right = [.. Enumerable.Repeat(true, 60), .. Enumerable.Repeat(false, 29)];
        bool[] labels = [.. Enumerable.Repeat(true, 89)];
        int[] groups = [.. Enumerable.Range(0, 89).Select(i => i / 30)];
        var found = GroupFairness.Of(right, labels, groups);
        Assert.Equal([true, true, false], found.Groups.Select(g => g.Sufficient));
        Assert.Equal(1, found.WorstAccuracy);
        Assert.Equal(0, found.DemographicParity);
        Assert.Null(found.EqualizedOdds); // No negative exists, so no false positive rate does.
        Assert.Equal(0, GroupFairness.Of(right, labels, groups, minimumGroup: 29).WorstAccuracy);
        Assert.Null(GroupFairness.Of(right, labels, groups, minimumGroup: 31).WorstAccuracy);
    }

    [Fact]
    public void One_class_of_several_is_that_class_against_the_rest()
    {
        var found = GroupFairness.OfClass([0, 1, 2, 2], [0, 2, 2, 1], [0, 0, 1, 1], positive: 2, minimumGroup: 1);
        Assert.Equal(1, found.DemographicParity);
        Assert.Equal(0, found.Groups[0].TruePositiveRate);
        Assert.Equal(1, found.Groups[1].FalsePositiveRate);
    }

    [Fact]
    public void A_chance_gap_is_rarely_significant_and_a_real_gap_is_found()
    {
        // 200 null experiments at level .05: 10 ± 3.1 expected.
        var root = new SeededRandom(4);
        int[] groups = [.. Enumerable.Range(0, 160).Select(i => i % 4)];
        int[] subjects = [.. Enumerable.Range(0, 160)];
        var alarms = Enumerable
            .Range(0, 200)
            .Count(e =>
            {
                var random = root.Split(e);
                return GapPermutation
                        .Of([.. groups.Select(_ => random.Uniform() < .7 ? 1.0 : 0)], groups, subjects, new(e, 99))!
                        .PValue <= .05;
            });
        Assert.InRange(alarms, 1, 20);
        Assert.True(
            GapPermutation
                .Of(
                    [.. groups.Select(g => g == 0 ? 0.0 : 1)],
                    groups,
                    subjects,
                    new(1),
                    ct: TestContext.Current.CancellationToken
                )!
                .PValue <= .001
        );
        Assert.Null(GapPermutation.Of([1, 0], [1, 2], [1, 2], new(1), ct: TestContext.Current.CancellationToken));
    }

    /// <summary>
    /// A model is right about some subjects and wrong about others, whatever their group. With the keys permuted over all samples,
    /// as before, most of these experiments were an alarm.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Subjects_that_differ_are_not_taken_for_groups_that_differ(bool bothGroupsInEachSubject)
    {
        const int Subjects = 12,
            Each = 20;
        var root = new SeededRandom(7);
        int[] subjects = [.. Enumerable.Range(0, Subjects * Each).Select(i => i / Each)];
        int[] groups = [.. subjects.Select((s, i) => bothGroupsInEachSubject ? i % 2 : s % 2)];
        int[] samples = [.. Enumerable.Range(0, subjects.Length)];
        var (alarms, naive) = (0, 0);
        for (var e = 0; e < 200; e++)
        {
            var random = root.Split(e);
            double[] chance = [.. Enumerable.Range(0, Subjects).Select(_ => random.Uniform() < .5 ? .95 : .3)];
            double[] right = [.. subjects.Select(s => random.Uniform() < chance[s] ? 1.0 : 0)];
            alarms += Chance(right, groups, subjects, e) <= .05 ? 1 : 0;
            naive += Chance(right, groups, samples, e) <= .05 ? 1 : 0;
        }
        Assert.InRange(alarms, 1, 20);
        if (!bothGroupsInEachSubject)
            Assert.True(naive > 80, $"{naive} alarms by samples");
        // A group that is worse in every subject, or whose subjects all are, is found.
        double[] worse = [.. groups.Select(g => g == 0 ? 0.0 : 1)];
        var found = GapPermutation.Of(worse, groups, subjects, new(1), ct: TestContext.Current.CancellationToken)!;
        Assert.True(found.PValue <= .01, $"p = {found.PValue}");
    }

    private static double Chance(double[] right, int[] groups, int[] subjects, long seed) =>
        GapPermutation.Of(right, groups, subjects, new(seed, 99), ct: TestContext.Current.CancellationToken)!.PValue;

    private static GroupFairness OfCounts(params (int Tp, int Fp, int Tn, int Fn)[] groups)
    {
        (bool P, bool Y, int Group)[] rows =
        [
            .. groups.SelectMany(
                (c, g) =>
                    Enumerable
                        .Repeat((true, true, g), c.Tp)
                        .Concat(Enumerable.Repeat((true, false, g), c.Fp))
                        .Concat(Enumerable.Repeat((false, false, g), c.Tn))
                        .Concat(Enumerable.Repeat((false, true, g), c.Fn))
            ),
        ];
        return GroupFairness.Of(
            [.. rows.Select(r => r.P)],
            [.. rows.Select(r => r.Y)],
            [.. rows.Select(r => r.Group)],
            minimumGroup: 1
        );
    }
}
