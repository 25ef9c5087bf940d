using Governance.Statistics.Intervals;

namespace Governance.Inference.Encoders;

/// <summary>
/// Weights that are the same on every machine: drawn by <see cref="SplitMix64"/> and computed with arithmetic that IEEE 754
/// defines to the bit, without logarithms or cosines, which differ between libraries in the last bit.
/// </summary>
internal sealed class SeededNumbers(ulong seed)
{
    private SplitMix64 _bits = new(seed);

    /// <summary>Uniform in [0, 1), 24 bits.</summary>
    public float Unit() => (_bits.Next() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [−1, 1).</summary>
    public float Signed() => Unit() * 2 - 1;

    /// <summary>Bell-shaped, mean 0, variance 1: the sum of twelve uniforms.</summary>
    public float Bell()
    {
        var sum = -6f;
        for (var i = 0; i < 12; i++)
            sum += Unit();
        return sum;
    }

    /// <summary>rows × columns of ±1/√columns: a projection that keeps distances (Achlioptas 2003).</summary>
    public float[] Projection(int rows, int columns)
    {
        var unit = 1 / MathF.Sqrt(columns);
        var matrix = new float[rows * columns];
        for (var i = 0; i < matrix.Length; i++)
            matrix[i] = (_bits.Next() & 1) == 0 ? unit : -unit;
        return matrix;
    }
}
