using CsCheck;
using Governance.Statistics.Calibration;
using Governance.Statistics.Selective;

namespace Governance.Statistics.Tests;

public sealed class RiskCoverageTests
{
    private static readonly double[] Alternating = [.. Enumerable.Range(0, 100).Select(i => (double)(i % 2))];

    // torch-uncertainty, tests/metrics/classification/test_risk_coverage.py and the example in risk_coverage.py.
    [Theory]
    [InlineData(new[] { .1, .9, .2, .8, .3, .7, .4, .6, .2, .8 }, new[] { 1, 1, 0, 0, 1 }, .1125, 1e-6)]
    [InlineData(new[] { .7, .3, .6, .4, .8, .2 }, new[] { 0, 1, 0 }, .0833, 5e-5)]
    public void The_trapezoid_convention_gives_the_published_areas(
        double[] p,
        int[] y,
        double expected,
        double tolerance
    )
    {
        var top = TopLabel.Of<double>(p, 2, y);
        Assert.Equal(expected, RiskCoverage.Of(top.Confidence, top.Correct).AurcTrapezoid!.Value, tolerance);
    }

    // IML-DKFZ/fd-shifts, fd_shifts/tests/utils.py; n = 100, half wrong.
    [Theory]
    [InlineData("constant", .5, .25)]
    [InlineData("perfect", .125, .125)]
    [InlineData("inverted", .875, .375)]
    [InlineData("soft", .49621212121212127, .24873737373737373)]
    public void The_threshold_convention_gives_the_published_areas(string confidence, double aurc, double augrc)
    {
        double[] wrong = [.. Alternating.Select(c => 1 - c)];
        double[] soft = [.. Enumerable.Range(0, 100).Select(i => 1 - i / 99.0)];
        var curve = confidence switch
        {
            "constant" => RiskCoverage.Of(new double[100], wrong),
            "perfect" => RiskCoverage.Of(Alternating, wrong),
            "inverted" => RiskCoverage.Of(wrong, wrong),
            _ => RiskCoverage.Of(Alternating, soft),
        };
        Assert.Equal(aurc, curve.Aurc, 1e-6);
        Assert.Equal(augrc, curve.Augrc, 1e-6);
        if (confidence == "perfect")
            Assert.Equal(0, curve.ExcessAurc, 1e-12);
    }

    [Fact]
    public void Mean_of_the_risks_of_the_most_confident_is_as_computed_by_hand() =>
        Assert.Equal(
            (0 + 1 / 2.0 + 1 / 3.0) / 3,
            RiskCoverage.Of([.9, .8, .7], new[] { true, false, true }).AurcMean,
            1e-12
        );

    [Fact]
    public void Areas_do_not_depend_on_the_order_of_samples_even_with_ties() =>
        Gen.Select(Gen.Select(Gen.Int[0, 5], Gen.Bool).Array[1, 50], Gen.Int)
            .Sample(
                (rows, seed) =>
                {
                    var shuffled = ((int, bool)[])rows.Clone();
                    new Random(seed).Shuffle(shuffled);
                    var (a, b) = (Of(rows), Of(shuffled));
                    Assert.Equal(a.Augrc, b.Augrc, 1e-12);
                    Assert.Equal(a.Aurc, b.Aurc, 1e-12);
                    Assert.Equal(a.AurcMean, b.AurcMean, 1e-12);
                    Assert.Equal(a.AurcTrapezoid ?? 0, b.AurcTrapezoid ?? 0, 1e-12);
                    Assert.InRange(a.Aurc, 0, 1);
                    Assert.InRange(a.Augrc, 0, .5 + 1e-12);
                    Assert.True(a.ExcessAurc >= -1e-12);
                    Assert.Equal(1, a.Points[^1].Coverage);
                },
                iter: 200
            );

    // torch-uncertainty, test_mutual_information.py.
    [Fact]
    public void Mutual_information_of_contradicting_members_is_ln_2_and_of_agreeing_ones_0()
    {
        Assert.Equal(Math.Log(2), Disagreement.Of([1e-8, .99999999, .99999999, 1e-8], 2).MutualInformation, 1e-5);
        Assert.Equal(0, Disagreement.Of([.9, .1, .9, .1], 2).MutualInformation, 1e-6);
        Assert.Equal(Math.Log(3), Disagreement.Of([1, 0, 0, 0, 1, 0, 0, 0, 1], 3).Total, 1e-12);
    }

    private static RiskCoverage Of((int Confidence, bool Correct)[] rows) =>
        RiskCoverage.Of([.. rows.Select(r => (double)r.Confidence)], rows.Select(r => r.Correct).ToArray());
}
