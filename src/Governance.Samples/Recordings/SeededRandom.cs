using System.Text;
using Governance.Statistics.Intervals;

namespace Governance.Samples;

/// <summary>
/// Random numbers from <see cref="SplitMix64"/>, the same on every machine and version of .NET, which System.Random does not
/// guarantee.
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private SplitMix64 _bits = new(seed);

    /// <summary>An independent stream for a named thing, so that one more number for one thing changes nothing for another.</summary>
    public static SeededRandom For(ulong seed, string name)
    {
        var hash = 14695981039346656037UL ^ seed;
        foreach (var b in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ b) * 1099511628211UL;
        return new(hash);
    }

    public ulong NextULong() => _bits.Next();

    /// <summary>In [0, 1), with 53 bits.</summary>
    public double NextDouble() => (NextULong() >> 11) * (1.0 / (1UL << 53));

    public double Between(double from, double to) => from + (to - from) * NextDouble();

    public float Between(float from, float to) => from + (to - from) * (float)NextDouble();

    /// <summary>In [0, <paramref name="count"/>).</summary>
    public int Below(int count) => (int)(((NextULong() >> 32) * (ulong)count) >> 32);

    public bool Chance(double probability) => NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>
    /// Approximately normal, with mean 0 and standard deviation 1: the sum of twelve uniform numbers minus six. Needs no
    /// logarithm and is bounded.
    /// </summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += NextDouble();
        return sum;
    }

    /// <summary>Fisher–Yates shuffle, in place.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
