using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Governance.Inference.Fusion;

/// <summary>One 4 × 32 tile of a product from packed panels: a[p·4 + row], b[p·32 + column].</summary>
internal static class GemmKernels
{
    public static void Tile(GemmPath path, ReadOnlySpan<float> a, ReadOnlySpan<float> b, int k, Span<float> tile)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(a.Length, k * Gemm.TileRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(b.Length, k * Gemm.TileColumns);
        ArgumentOutOfRangeException.ThrowIfLessThan(tile.Length, Gemm.TileRows * Gemm.TileColumns);
        ref var first = ref MemoryMarshal.GetReference(a);
        ref var second = ref MemoryMarshal.GetReference(b);
        ref var result = ref MemoryMarshal.GetReference(tile);
        switch (path)
        {
            case GemmPath.Vector512:
                Wide(ref first, ref second, k, ref result);
                break;
            case GemmPath.Vector256:
                Half(ref first, ref second, k, ref result);
                Half(ref first, ref Unsafe.Add(ref second, 16), k, ref Unsafe.Add(ref result, 16));
                break;
            default:
                Plain(a, b, k, tile);
                break;
        }
    }

    private static void Wide(ref float a, ref float b, int k, ref float tile)
    {
        Vector512<float> c00 = default,
            c01 = default,
            c10 = default,
            c11 = default;
        Vector512<float> c20 = default,
            c21 = default,
            c30 = default,
            c31 = default;
        for (var p = 0; p < k; p++)
        {
            var b0 = Vector512.LoadUnsafe(ref b);
            var b1 = Vector512.LoadUnsafe(ref b, 16);
            var x0 = Vector512.Create(a);
            var x1 = Vector512.Create(Unsafe.Add(ref a, 1));
            c00 = Vector512.FusedMultiplyAdd(x0, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x0, b1, c01);
            c10 = Vector512.FusedMultiplyAdd(x1, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x1, b1, c11);
            var x2 = Vector512.Create(Unsafe.Add(ref a, 2));
            var x3 = Vector512.Create(Unsafe.Add(ref a, 3));
            c20 = Vector512.FusedMultiplyAdd(x2, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x2, b1, c21);
            c30 = Vector512.FusedMultiplyAdd(x3, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x3, b1, c31);
            a = ref Unsafe.Add(ref a, Gemm.TileRows);
            b = ref Unsafe.Add(ref b, Gemm.TileColumns);
        }
        c00.StoreUnsafe(ref tile);
        c01.StoreUnsafe(ref tile, 16);
        c10.StoreUnsafe(ref tile, 32);
        c11.StoreUnsafe(ref tile, 48);
        c20.StoreUnsafe(ref tile, 64);
        c21.StoreUnsafe(ref tile, 80);
        c30.StoreUnsafe(ref tile, 96);
        c31.StoreUnsafe(ref tile, 112);
    }

    /// <summary>Sixteen of the thirty-two columns, since sixteen registers have room for eight accumulators.</summary>
    private static void Half(ref float a, ref float b, int k, ref float tile)
    {
        Vector256<float> c00 = default,
            c01 = default,
            c10 = default,
            c11 = default;
        Vector256<float> c20 = default,
            c21 = default,
            c30 = default,
            c31 = default;
        for (var p = 0; p < k; p++)
        {
            var b0 = Vector256.LoadUnsafe(ref b);
            var b1 = Vector256.LoadUnsafe(ref b, 8);
            var x0 = Vector256.Create(a);
            var x1 = Vector256.Create(Unsafe.Add(ref a, 1));
            c00 = Vector256.FusedMultiplyAdd(x0, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x0, b1, c01);
            c10 = Vector256.FusedMultiplyAdd(x1, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x1, b1, c11);
            var x2 = Vector256.Create(Unsafe.Add(ref a, 2));
            var x3 = Vector256.Create(Unsafe.Add(ref a, 3));
            c20 = Vector256.FusedMultiplyAdd(x2, b0, c20);
            c21 = Vector256.FusedMultiplyAdd(x2, b1, c21);
            c30 = Vector256.FusedMultiplyAdd(x3, b0, c30);
            c31 = Vector256.FusedMultiplyAdd(x3, b1, c31);
            a = ref Unsafe.Add(ref a, Gemm.TileRows);
            b = ref Unsafe.Add(ref b, Gemm.TileColumns);
        }
        c00.StoreUnsafe(ref tile);
        c01.StoreUnsafe(ref tile, 8);
        c10.StoreUnsafe(ref tile, 32);
        c11.StoreUnsafe(ref tile, 40);
        c20.StoreUnsafe(ref tile, 64);
        c21.StoreUnsafe(ref tile, 72);
        c30.StoreUnsafe(ref tile, 96);
        c31.StoreUnsafe(ref tile, 104);
    }

    private static void Plain(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int k, Span<float> tile)
    {
        tile.Clear();
        for (var p = 0; p < k; p++)
        for (var row = 0; row < Gemm.TileRows; row++)
        for (var column = 0; column < Gemm.TileColumns; column++)
        {
            ref var sum = ref tile[row * Gemm.TileColumns + column];
            sum = MathF.FusedMultiplyAdd(a[p * Gemm.TileRows + row], b[p * Gemm.TileColumns + column], sum);
        }
    }
}
