namespace Governance.Inference.Fusion;

/// <summary>A matrix in memory, or its transpose, without a copy.</summary>
internal readonly ref struct Operand
{
    private Operand(ReadOnlySpan<float> values, int rows, int columns, int rowStride, int columnStride)
    {
        Values = values;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    public ReadOnlySpan<float> Values { get; }
    public int Rows { get; }
    public int Columns { get; }
    public int RowStride { get; }
    public int ColumnStride { get; }

    /// <summary>A row-major matrix.</summary>
    public static Operand Of(ReadOnlySpan<float> values, int rows, int columns) =>
        new(values, rows, columns, columns, 1);

    public Operand Transposed => new(Values, Columns, Rows, ColumnStride, RowStride);
}
