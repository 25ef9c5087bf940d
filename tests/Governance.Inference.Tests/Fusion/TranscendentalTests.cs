using Governance.Inference.Fusion;

namespace Governance.Inference.Tests.Fusion;

public sealed class TranscendentalTests
{
    [Fact]
    public void Exp_is_right_to_three_parts_in_ten_million()
    {
        float[] x = [.. Enumerable.Range(0, 17_003).Select(i => -86 + i * 0.01f)];
        var y = x.ToArray();
        Transcendental.Exp(y);
        for (var i = 0; i < x.Length; i++)
            Assert.Equal(1, y[i] / Math.Exp(x[i]), 3e-7);
    }

    [Fact]
    public void Exp_stays_finite_at_the_ends()
    {
        float[] x = [-1e4f, -87, 88, 1e4f];
        Transcendental.Exp(x);
        Assert.All(x, value => Assert.True(float.IsFinite(value) && value > 0));
        Assert.True(x[0] < 1e-37f);
    }

    [Fact]
    public void Gelu_and_its_slope_are_those_of_the_error_function()
    {
        float[] x = [.. Enumerable.Range(0, 1203).Select(i => -6 + i * 0.01f)];
        var (y, slope) = (new float[x.Length], new float[x.Length]);
        Transcendental.Gelu(x, y, slope);
        for (var i = 0; i < x.Length; i++)
        {
            Assert.Equal(x[i] * ReferenceNet.Cumulative(x[i]), y[i], 1.5e-6);
            Assert.Equal(
                ReferenceNet.Cumulative(x[i]) + x[i] * Math.Exp(-0.5 * x[i] * x[i]) / Math.Sqrt(2 * Math.PI),
                slope[i],
                1e-6
            );
        }
    }

    [Fact]
    public void A_value_does_not_depend_on_its_place()
    {
        float[] x = [.. Enumerable.Range(0, 21).Select(i => i * 0.37f - 4)];
        var whole = x.ToArray();
        Transcendental.Exp(whole);
        for (var i = 0; i < x.Length; i++)
        {
            float[] alone = [x[i]];
            Transcendental.Exp(alone);
            Assert.Equal(whole[i], alone[0]);
        }
    }
}
