namespace Governance.Statistics.Intervals;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014): 64 bits of state, any seed is good, the same numbers on every machine.
/// It seeds <see cref="SeededRandom"/> and serves where one short stream is enough.
/// </summary>
public struct SplitMix64(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>64 uniform bits.</summary>
    public ulong Next() => Mix(_state += Golden);

    /// <summary>The finaliser: a bijection that maps similar numbers to unrelated ones.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
