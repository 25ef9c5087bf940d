using System.Numerics;
using Governance.Inference.Encoders;

namespace Governance.Inference.Fusion;

/// <summary>
/// xoshiro256** (Blackman and Vigna, 2018) seeded through SplitMix64: the same numbers on every machine and runtime,
/// which <see cref="Random"/> does not promise. A stream is named by seed, purpose and epoch, so that a resumed run
/// needs no stored state.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _a, _b, _c, _d;

    public SeededRandom(long seed, ulong purpose, int epoch = 0)
    {
        var state = unchecked((ulong)seed);
        state = SplitMix(ref state) ^ purpose * 0xD1342543DE82EF95UL;
        state = SplitMix(ref state) ^ (ulong)epoch * 0xA0761D6478BD642FUL;
        (_a, _b, _c, _d) = (SplitMix(ref state), SplitMix(ref state), SplitMix(ref state), SplitMix(ref state));
    }

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 24 bits: every value is exact in a float.</summary>
    public float NextSingle() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … <paramref name="bound"/> − 1; the multiply-shift bias is below 2⁻³² for any bound that fits an int.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Fisher and Yates.</summary>
    public void Shuffle(Span<int> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        return SeededNumbers.Mix(state);
    }
}
