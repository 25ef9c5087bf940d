using CsCheck;
using Governance.Statistics.Masks;

namespace Governance.Statistics.Tests;

public sealed class CoalitionsTests
{
    private static readonly Gen<double[]> Values = Gen.Int[1, 6].SelectMany(n => Gen.Double[-10, 10].Array[1 << n]);

    /// <summary>The values of a probe model; index = bits text 1, image 2, sensor 4.</summary>
    private static readonly double[] Probe = [.25, .737, .584, .811, .509, .783, .663, .83];

    // Shapley's glove game: one left glove, two right.
    [Fact]
    public void The_glove_game_is_shared_as_in_the_textbook()
    {
        var phi = new Coalitions([0, 0, 0, 1, 0, 1, 0, 1]).Shapley();
        Assert.Equal(2 / 3.0, phi[0], 1e-12);
        Assert.Equal(1 / 6.0, phi[1], 1e-12);
        Assert.Equal(1 / 6.0, phi[2], 1e-12);
    }

    [Fact]
    public void The_probe_model_gives_its_recorded_contributions()
    {
        var probe = new Coalitions(Probe);
        var phi = probe.Shapley();
        Assert.Equal(.3015, phi[0], 1e-9);
        Assert.Equal(.165, phi[1], 1e-9);
        Assert.Equal(.1135, phi[2], 1e-9);
        Assert.Equal(.58, phi.Sum(), 1e-12);
        Assert.Equal(.83 - .737, probe.Synergy(), 1e-12);
        Assert.Equal(.3015 / .58, probe.Dominance()!.Value, 1e-9);
    }

    // shap/shap, tests/explainers/test_exact.py test_multi_output_interactions: a product of two inputs is all interaction.
    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void A_product_is_all_interaction(double product) =>
        Assert.Equal(product, new Coalitions([0, 0, 0, product]).Interaction(0, 1), 1e-12);

    [Fact]
    public void Contributions_sum_to_the_value_of_all_minus_that_of_none() =>
        Values.Sample(v => Assert.Equal(v[^1] - v[0], new Coalitions(v).Shapley().Sum(), 1e-9));

    [Fact]
    public void Swapping_two_players_swaps_their_contributions_and_nothing_else() =>
        Values
            .Where(v => v.Length >= 4)
            .Sample(v =>
            {
                double[] swapped =
                [
                    .. Enumerable.Range(0, v.Length).Select(s => v[s & ~3 | (s & 1) << 1 | (s & 2) >> 1]),
                ];
                var (a, b) = (new Coalitions(v).Shapley(), new Coalitions(swapped).Shapley());
                Assert.Equal(a[0], b[1], 1e-9);
                Assert.Equal(a[1], b[0], 1e-9);
                Assert.All(Enumerable.Range(2, a.Length - 2), i => Assert.Equal(a[i], b[i], 1e-9));
                Assert.Equal(new Coalitions(v).Interaction(0, 1), new Coalitions(swapped).Interaction(1, 0), 1e-9);
            });

    [Fact]
    public void A_player_with_a_constant_contribution_gets_that_contribution() =>
        Values.Sample(v =>
        {
            double[] joined = [.. v, .. v.Select(x => x + .7)];
            Assert.Equal(.7, new Coalitions(joined).Shapley()[^1], 1e-9);
        });

    [Fact]
    public void Shares_are_of_absolute_contributions_and_undefined_when_there_are_none()
    {
        Assert.Null(new Coalitions([.5, .5, .5, .5]).Dominance());
        Assert.Equal([.75, .25], new Coalitions([0, 3, -1, 2]).Shares()!);
        Assert.Throws<ArgumentException>(() => new Coalitions([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new Coalitions([1, double.NaN]));
    }
}
