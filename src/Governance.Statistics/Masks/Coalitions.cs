using System.Numerics;

namespace Governance.Statistics.Masks;

/// <summary>
/// The contribution of each modality to a value (accuracy, log-probability of the label …), computed from the value under
/// every subset of modalities: exact Shapley values (Shapley 1953). Attention weights do not measure contributions.
/// </summary>
public sealed class Coalitions
{
    private readonly double[] _values;

    /// <summary>Takes the value of every subset of n players.</summary>
    /// <param name="values">2ⁿ values, 1 ≤ n ≤ 10; the index is the bit mask of the players present (bit 0 = first).</param>
    /// <exception cref="ArgumentException">The length is not such a power of two, or a value is not finite.</exception>
    public Coalitions(ReadOnlySpan<double> values)
    {
        if (values.Length is < 2 or > 1024 || !BitOperations.IsPow2(values.Length))
            throw new ArgumentException($"{values.Length} values are not those of all subsets of 1 to 10 players.");
        foreach (var v in values)
            if (!double.IsFinite(v))
                throw new ArgumentException("A coalition's value is not finite.");
        _values = values.ToArray();
        Players = BitOperations.Log2((uint)values.Length);
    }

    /// <summary>The number of players (modalities), n.</summary>
    public int Players { get; }

    /// <summary>φ_i = Σ_{S∌i} |S|!(n−|S|−1)!/n! · (v(S∪i) − v(S)); they sum to v(all) − v(none).</summary>
    public double[] Shapley()
    {
        var phi = new double[Players];
        for (var i = 0; i < Players; i++)
        for (var s = 0; s < _values.Length; s++)
            if ((s & 1 << i) == 0)
                phi[i] += Weight(BitOperations.PopCount((uint)s), Players) * (_values[s | 1 << i] - _values[s]);
        return phi;
    }

    /// <summary>
    /// Shapley interaction index of two players (Grabisch and Roubens 1999): what both together add beyond the sum of each
    /// alone. Positive when they complement each other, negative when they are redundant. (Tools that split an interaction
    /// between its two players show half of it.)
    /// </summary>
    public double Interaction(int first, int second)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(first, second);
        var (i, j, sum) = (1 << first, 1 << second, 0.0);
        for (var s = 0; s < _values.Length; s++)
            if ((s & (i | j)) == 0)
                sum +=
                    Weight(BitOperations.PopCount((uint)s), Players - 1)
                    * (_values[s | i | j] - _values[s | i] - _values[s | j] + _values[s]);
        return sum;
    }

    /// <summary>v(all) − max v({i}): the gain of fusion over the best single modality; negative for a loss.</summary>
    public double Synergy() => _values[^1] - Enumerable.Range(0, Players).Max(i => _values[1 << i]);

    /// <summary>The share of each player, |φ_i| / Σ|φ|; null when all φ are 0.</summary>
    public double[]? Shares()
    {
        var phi = Shapley();
        var sum = phi.Sum(Math.Abs);
        return sum == 0 ? null : [.. phi.Select(p => Math.Abs(p) / sum)];
    }

    /// <summary>The greatest share, 1/n … 1; near 1 the model uses one modality. Null when all φ are 0.</summary>
    public double? Dominance() => Shares()?.Max();

    /// <summary>size!(n−size−1)!/n! without factorials: 1 / (n · C(n−1, size)).</summary>
    private static double Weight(int size, int players)
    {
        var choose = 1.0;
        for (var k = 1; k <= size; k++)
            choose = choose * (players - k) / k;
        return 1 / (players * choose);
    }
}
