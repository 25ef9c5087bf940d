using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Governance.Inference.Fusion;

/// <summary>
/// Elementwise operations and sums over eight lanes. The order of a sum is fixed on every machine: the lanes one by one, then
/// the rest.
/// </summary>
internal static class Lanes
{
    private const int Width = 8;

    /// <summary>y += x.</summary>
    public static void Add(ReadOnlySpan<float> x, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i + Width <= x.Length; i += Width)
            (Vector256.LoadUnsafe(ref from, (nuint)i) + Vector256.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(
                ref to,
                (nuint)i
            );
        for (; i < x.Length; i++)
            y[i] += x[i];
    }

    /// <summary>y += factor · x, fused.</summary>
    public static void AddScaled(float factor, ReadOnlySpan<float> x, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var f = Vector256.Create(factor);
        var i = 0;
        for (; i + Width <= x.Length; i += Width)
            Vector256
                .FusedMultiplyAdd(f, Vector256.LoadUnsafe(ref from, (nuint)i), Vector256.LoadUnsafe(ref to, (nuint)i))
                .StoreUnsafe(ref to, (nuint)i);
        for (; i < x.Length; i++)
            y[i] = MathF.FusedMultiplyAdd(factor, x[i], y[i]);
    }

    /// <summary>z += x · y, element by element, fused.</summary>
    public static void AddProduct(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(z.Length, x.Length);
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        ref var to = ref MemoryMarshal.GetReference(z);
        var i = 0;
        for (; i + Width <= x.Length; i += Width)
            Vector256
                .FusedMultiplyAdd(
                    Vector256.LoadUnsafe(ref a, (nuint)i),
                    Vector256.LoadUnsafe(ref b, (nuint)i),
                    Vector256.LoadUnsafe(ref to, (nuint)i)
                )
                .StoreUnsafe(ref to, (nuint)i);
        for (; i < x.Length; i++)
            z[i] = MathF.FusedMultiplyAdd(x[i], y[i], z[i]);
    }

    /// <summary>y ← y · x, element by element.</summary>
    public static void Multiply(ReadOnlySpan<float> x, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i + Width <= x.Length; i += Width)
            (Vector256.LoadUnsafe(ref from, (nuint)i) * Vector256.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(
                ref to,
                (nuint)i
            );
        for (; i < x.Length; i++)
            y[i] *= x[i];
    }

    public static void Scale(float factor, Span<float> y)
    {
        for (var i = 0; i < y.Length; i++)
            y[i] *= factor;
    }

    public static float Sum(ReadOnlySpan<float> x)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        var lanes = Vector256<float>.Zero;
        var i = 0;
        for (; i + Width <= x.Length; i += Width)
            lanes += Vector256.LoadUnsafe(ref from, (nuint)i);
        var sum = Collect(lanes);
        for (; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length);
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        var lanes = Vector256<float>.Zero;
        var i = 0;
        for (; i + Width <= x.Length; i += Width)
            lanes = Vector256.FusedMultiplyAdd(
                Vector256.LoadUnsafe(ref a, (nuint)i),
                Vector256.LoadUnsafe(ref b, (nuint)i),
                lanes
            );
        var sum = Collect(lanes);
        for (; i < x.Length; i++)
            sum = MathF.FusedMultiplyAdd(x[i], y[i], sum);
        return sum;
    }

    /// <summary>Σ (x − centre)².</summary>
    public static float SquaresAround(float centre, ReadOnlySpan<float> x)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        var c = Vector256.Create(centre);
        var lanes = Vector256<float>.Zero;
        var i = 0;
        for (; i + Width <= x.Length; i += Width)
        {
            var d = Vector256.LoadUnsafe(ref from, (nuint)i) - c;
            lanes = Vector256.FusedMultiplyAdd(d, d, lanes);
        }
        var sum = Collect(lanes);
        for (; i < x.Length; i++)
            sum = MathF.FusedMultiplyAdd(x[i] - centre, x[i] - centre, sum);
        return sum;
    }

    private static float Collect(Vector256<float> lanes)
    {
        var sum = lanes[0];
        for (var lane = 1; lane < Width; lane++)
            sum += lanes[lane];
        return sum;
    }
}
