namespace Governance.Monitoring;

/// <summary>Vectors of one modality, row by row; every row has <paramref name="Dimension"/> values.</summary>
internal sealed record VectorSide(float[] Rows, int Dimension)
{
    /// <summary>Number of rows.</summary>
    public int Count => Dimension == 0 ? 0 : Rows.Length / Dimension;

    /// <summary>The rows with these indices, in this order.</summary>
    public VectorSide Take(ReadOnlySpan<int> rows)
    {
        var taken = new float[rows.Length * Dimension];
        for (var i = 0; i < rows.Length; i++)
            Rows.AsSpan(rows[i] * Dimension, Dimension).CopyTo(taken.AsSpan(i * Dimension));
        return new(taken, Dimension);
    }
}
