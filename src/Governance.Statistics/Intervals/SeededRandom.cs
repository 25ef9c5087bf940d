using System.Numerics;

namespace Governance.Statistics.Intervals;

/// <summary>
/// A splittable generator: xoshiro256** (Blackman and Vigna 2018), seeded by SplitMix64 from a seed and a stream number.
/// Replicate r draws from stream r, so a result depends only on the seed, not on threads or their order. The runtime's own
/// generator is not used because its algorithm may change between versions.
/// </summary>
public struct SeededRandom
{
    private readonly ulong _key;
    private ulong _a,
        _b,
        _c,
        _d;

    /// <summary>Creates the generator of a seed; any seed is good.</summary>
    public SeededRandom(long seed)
        : this(SplitMix64.Mix((ulong)seed)) { }

    private SeededRandom(ulong key)
    {
        _key = key;
        var seeds = new SplitMix64(key);
        (_a, _b, _c, _d) = (seeds.Next(), seeds.Next(), seeds.Next(), seeds.Next());
    }

    /// <summary>
    /// Stream <paramref name="index"/> of this seed: independent of this generator's own draws and of how many were
    /// made.
    /// </summary>
    public readonly SeededRandom Split(long index) => new(SplitMix64.Mix(_key ^ new SplitMix64((ulong)index).Next()));

    /// <summary>64 uniform bits.</summary>
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

    /// <summary>Uniform on 0 … <paramref name="bound"/> − 1, without bias (Lemire 2019).</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var product = (Next() >> 32) * (uint)bound;
        if ((uint)product < (uint)bound)
            for (var reject = (0u - (uint)bound) % (uint)bound; (uint)product < reject; )
                product = (Next() >> 32) * (uint)bound;
        return (int)(product >> 32);
    }

    /// <summary>Uniform on [0, 1), 53 bits.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform on [0, 1), 24 bits: every value is exact in a float.</summary>
    public float UniformSingle() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>Standard normal (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>A uniform permutation, in place (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
