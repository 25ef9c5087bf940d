using Governance.Statistics.Intervals;

namespace Governance.Statistics.Tests;

public sealed class McNemarTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(1, 9, 22.0 / 1024)]
    [InlineData(9, 1, 22.0 / 1024)]
    [InlineData(0, 6, 2.0 / 64)]
    public void The_p_value_is_the_two_sided_binomial(int onlyFirst, int onlySecond, double expected) =>
        Assert.Equal(expected, McNemar.PValue(onlyFirst, onlySecond), 12);

    [Fact]
    public void Many_discordant_samples_do_not_overflow() => Assert.InRange(McNemar.PValue(4_900, 5_100), .04, .05);
}
