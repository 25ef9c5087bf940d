using Governance.Statistics.Robustness;

namespace Governance.Statistics.Tests;

public sealed class FlipsTests
{
    private static readonly int[] Frames = [0, 0, 1, 1, 0, 0, 0, 2];

    // hendrycks/robustness, ImageNet-P/test.py flip_prob.
    [Fact]
    public void Flip_rates_are_the_published_ones()
    {
        Assert.Equal(3 / 7.0, Flips.Rate(Frames)!.Value, 1e-6);
        Assert.Equal(3 / 7.0, Flips.RateToFirst(Frames)!.Value, 1e-6);
        Assert.Equal(5 / 6.0, Flips.Rate(Frames, 2)!.Value, 1e-6);
    }

    [Fact]
    public void Flips_that_follow_the_label_are_not_excess()
    {
        Assert.Equal(0, Flips.Excess(Frames, Frames));
        Assert.Equal(3 / 7.0, Flips.Excess(Frames, new int[8]));
        Assert.Null(Flips.Rate([1]));
    }

    [Fact]
    public void Total_variation_is_half_the_moved_probability()
    {
        Assert.Equal(.5, Flips.TotalVariation([1, 0, .5, .5, 0, 1], 2)!.Value, 1e-12);
        Assert.Null(Flips.TotalVariation([1, 0], 2));
    }
}
