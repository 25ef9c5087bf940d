using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Governance.Inference.Fusion;

/// <summary>
/// exp and the exact (erf) GELU, eight values at a time. The C library is not used, because libraries differ in the last bit
/// and a training amplifies such differences.
/// </summary>
internal static class Transcendental
{
    private const int Width = 8;

    /// <summary>x ← e^x in place; x is first limited to [−87, 88]. Relative error below 3·10⁻⁷.</summary>
    public static void Exp(Span<float> x)
    {
        ref var at = ref MemoryMarshal.GetReference(x);
        var i = 0;
        for (; i + Width <= x.Length; i += Width)
            Exp(Vector256.LoadUnsafe(ref at, (nuint)i)).StoreUnsafe(ref at, (nuint)i);
        if (i == x.Length)
            return;
        Span<float> rest = stackalloc float[Width];
        x[i..].CopyTo(rest);
        ref var head = ref MemoryMarshal.GetReference(rest);
        Exp(Vector256.LoadUnsafe(ref head)).StoreUnsafe(ref head);
        rest[..(x.Length - i)].CopyTo(x[i..]);
    }

    /// <summary>
    /// gelu(x) = x·Φ(x) into <paramref name="y"/>, and its derivative Φ(x) + x·φ(x) into <paramref name="slope"/>.
    /// Φ through erf by Abramowitz and Stegun 7.1.26 (absolute error below 1.5·10⁻⁷), which shares its exponential with φ.
    /// </summary>
    public static void Gelu(ReadOnlySpan<float> x, Span<float> y, Span<float> slope)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(slope.Length, x.Length);
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var value = ref MemoryMarshal.GetReference(y);
        ref var derivative = ref MemoryMarshal.GetReference(slope);
        var i = 0;
        for (; i + Width <= x.Length; i += Width)
        {
            var (v, d) = Gelu(Vector256.LoadUnsafe(ref from, (nuint)i));
            v.StoreUnsafe(ref value, (nuint)i);
            d.StoreUnsafe(ref derivative, (nuint)i);
        }
        for (; i < x.Length; i++)
        {
            var (v, d) = Gelu(Vector256.Create(x[i]));
            y[i] = v[0];
            slope[i] = d[0];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Value, Vector256<float> Slope) Gelu(Vector256<float> x)
    {
        const float inverseRootTwo = 0.70710678118654752f;
        const float inverseRootTwoPi = 0.39894228040143268f;
        var one = Vector256<float>.One;
        var u = Vector256.Abs(x) * Vector256.Create(inverseRootTwo);
        var t = one / Vector256.FusedMultiplyAdd(Vector256.Create(0.3275911f), u, one);
        var poly = Vector256.Create(1.061405429f);
        poly = Vector256.FusedMultiplyAdd(poly, t, Vector256.Create(-1.453152027f));
        poly = Vector256.FusedMultiplyAdd(poly, t, Vector256.Create(1.421413741f));
        poly = Vector256.FusedMultiplyAdd(poly, t, Vector256.Create(-0.284496736f));
        poly = Vector256.FusedMultiplyAdd(poly, t, Vector256.Create(0.254829592f)) * t;
        var bell = Exp(-(u * u));
        var tail = poly * bell * Vector256.Create(0.5f);
        var cumulative = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), tail, one - tail);
        return (x * cumulative, Vector256.FusedMultiplyAdd(x * Vector256.Create(inverseRootTwoPi), bell, cumulative));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(-87f)), Vector256.Create(88f));
        var n = Vector256.Round(x * Vector256.Create(1.44269504f));
        // ln 2 in two parts, so that the remainder is exact to float precision.
        var r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-0.693359375f), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(2.12194440e-4f), r);
        var p = Vector256.Create(1f / 5040);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1f / 720));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1f / 120));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1f / 24));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1f / 6));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(0.5f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256<float>.One);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256<float>.One);
        var power = Vector256.ShiftLeft(Vector256.ConvertToInt32(n) + Vector256.Create(127), 23).AsSingle();
        return p * power;
    }
}
