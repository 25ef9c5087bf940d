namespace Governance.Inference.Encoders;

/// <summary>
/// Random numbers that are the same on every machine: SplitMix64 (Steele, Lea, Flood 2014) and arithmetic that IEEE 754
/// fixes to the bit; no logarithm or cosine, whose last bit is a library's own.
/// </summary>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong _state = seed;

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1), 24 bits.</summary>
    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [−1, 1).</summary>
    public float Signed() => Unit() * 2 - 1;

    /// <summary>Bell-shaped, mean 0, variance 1: the sum of twelve uniforms.</summary>
    public float Bell()
    {
        var sum = -6f;
        for (var i = 0; i < 12; i++) sum += Unit();
        return sum;
    }

    /// <summary>rows × columns of ±1/√columns: a projection that keeps distances (Achlioptas 2003).</summary>
    public float[] Projection(int rows, int columns)
    {
        var unit = 1 / MathF.Sqrt(columns);
        var matrix = new float[rows * columns];
        for (var i = 0; i < matrix.Length; i++) matrix[i] = (Next() & 1) == 0 ? unit : -unit;
        return matrix;
    }
}
