using Governance.Statistics.Robustness;

namespace Governance.Statistics.Tests;

public sealed class RobustnessTests
{
    // pliang279/MultiBench, eval_scripts/robustness.py, rows MulT and LF of mosi text.
    private static readonly double[] MulT = [.8337, .7524, .7048, .6659, .6302, .5706, .5821, .5317, .5032, .4921];
    private static readonly double[] LateFusion =
    [
        .7521,
        .6849,
        .6534,
        .6326,
        .6012,
        .5623,
        .5429,
        .5192,
        .4538,
        .4566,
    ];

    [Fact]
    public void Raw_figures_are_those_of_the_published_tables()
    {
        Assert.Equal(.56038, MultiBench.Relative(MulT), 1e-6);
        Assert.Equal(.525465, MultiBench.Relative(LateFusion), 1e-6);
        Assert.Equal(-.4083, MultiBench.Effective(MulT, LateFusion), 1e-6);
    }

    [Fact]
    public void Area_is_a_mean_height_whatever_the_number_of_levels_and_their_distance()
    {
        Assert.Equal(.7, new SeverityCurve([0, 1, 2, 3, 10], [.7, .7, .7, .7, .7]).Area, 1e-12);
        var curve = new SeverityCurve([0, .25, 1], [.8, .6, .4]);
        Assert.Equal(.25 * .7 + .75 * .5, curve.Area, 1e-12);
        Assert.Equal((.25 * .7 + .75 * .5) / .8, curve.Retained!.Value, 1e-12);
        Assert.Equal((1, .4), curve.Worst);
    }

    [Fact]
    public void An_error_that_grows_is_worse_than_one_that_stays()
    {
        // Where raw relative robustness gives the first the better mark.
        var (grows, stays) = (
            new SeverityCurve([0, 1], [.51, 8.34], lowerIsBetter: true),
            new SeverityCurve([0, 1], [.3, .43], lowerIsBetter: true)
        );
        Assert.True(grows.Area < stays.Area);
        Assert.True(grows.Effective(stays) < 0);
        Assert.Null(grows.Retained);
    }

    [Fact]
    public void Levels_that_do_not_ascend_are_refused() =>
        Assert.Throws<ArgumentException>(() => new SeverityCurve([0, 1, 1], [1, 1, 1]));
}
