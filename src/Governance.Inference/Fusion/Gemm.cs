using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Governance.Inference.Fusion;

/// <summary>
/// C = A·B or C += A·B in float32. Both operands are packed into panels (4 rows of A, 32 columns of B); a register-blocked
/// kernel then reads the common dimension once for each tile. It uses one thread, and every sum has the order of the common
/// dimension, so the result does not depend on the machine's vector width or load.
/// </summary>
internal sealed class Gemm
{
    public const int TileRows = 4;
    public const int TileColumns = 32;

    private readonly GemmPath _path;
    private readonly float[] _tile = new float[TileRows * TileColumns];
    private float[] _packedA = [];
    private float[] _packedB = [];

    public Gemm(GemmPath? path = null) => _path = path ?? Best;

    public static GemmPath Best =>
        Vector512.IsHardwareAccelerated ? GemmPath.Vector512
        : Vector256.IsHardwareAccelerated ? GemmPath.Vector256
        : GemmPath.Scalar;

    /// <param name="a">m × k.</param>
    /// <param name="b">k × n.</param>
    /// <param name="c">m × n, row-major.</param>
    /// <param name="accumulate">Add the product to <paramref name="c"/> instead of replacing it.</param>
    public void Multiply(Operand a, Operand b, Span<float> c, bool accumulate = false)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Rows, a.Columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(c.Length, a.Rows * b.Columns);
        PackA(a);
        PackB(b);
        var k = a.Columns;
        for (var column = 0; column < b.Columns; column += TileColumns)
        {
            var panelB = _packedB.AsSpan(column * k, k * TileColumns);
            for (var row = 0; row < a.Rows; row += TileRows)
            {
                var panelA = _packedA.AsSpan(row * k, k * TileRows);
                GemmKernels.Tile(_path, panelA, panelB, k, _tile);
                Store(c, (a.Rows, b.Columns), row, column, accumulate);
            }
        }
    }

    /// <summary>The tile at a row and column of the product, as far as it lies inside.</summary>
    private void Store(Span<float> c, (int Rows, int Columns) size, int row, int column, bool accumulate)
    {
        var stride = size.Columns;
        var rows = Math.Min(TileRows, size.Rows - row);
        var columns = Math.Min(TileColumns, size.Columns - column);
        for (var i = 0; i < rows; i++)
        {
            var source = _tile.AsSpan(i * TileColumns, columns);
            var target = c.Slice((row + i) * stride + column, columns);
            if (accumulate)
                Lanes.Add(source, target);
            else
                source.CopyTo(target);
        }
    }

    private void PackA(in Operand a)
    {
        var panels = (a.Rows + TileRows - 1) / TileRows;
        Grow(ref _packedA, panels * TileRows * a.Columns);
        for (var row = 0; row < panels * TileRows; row++)
        {
            var target = _packedA.AsSpan(row / TileRows * TileRows * a.Columns);
            var lane = row % TileRows;
            if (row >= a.Rows)
                for (var p = 0; p < a.Columns; p++)
                    target[p * TileRows + lane] = 0;
            else
                Scatter(a.Values[(row * a.RowStride)..], a.ColumnStride, target[lane..], TileRows, a.Columns);
        }
    }

    private void PackB(in Operand b)
    {
        var panels = (b.Columns + TileColumns - 1) / TileColumns;
        Grow(ref _packedB, panels * TileColumns * b.Rows);
        for (var column = 0; column < b.Columns; column += TileColumns)
        {
            var target = _packedB.AsSpan(column * b.Rows, TileColumns * b.Rows);
            var width = Math.Min(TileColumns, b.Columns - column);
            if (width < TileColumns)
                target.Clear();
            if (b.ColumnStride == 1)
                for (var p = 0; p < b.Rows; p++)
                    b.Values.Slice(p * b.RowStride + column, width).CopyTo(target[(p * TileColumns)..]);
            else
                for (var j = 0; j < width; j++)
                    Scatter(b.Values[((column + j) * b.ColumnStride)..], b.RowStride, target[j..], TileColumns, b.Rows);
        }
    }

    private static void Scatter(
        ReadOnlySpan<float> source,
        int sourceStride,
        Span<float> target,
        int targetStride,
        int count
    )
    {
        // Reads the last element of each side, so that the loop needs no bounds check.
        _ = source[(count - 1) * sourceStride];
        _ = target[(count - 1) * targetStride];
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        for (var p = 0; p < count; p++)
            System.Runtime.CompilerServices.Unsafe.Add(ref to, p * targetStride) =
                System.Runtime.CompilerServices.Unsafe.Add(ref from, p * sourceStride);
    }

    private static void Grow(ref float[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = new float[length];
    }
}
