namespace Governance.Inference.Fusion;

/// <summary>One vector for each row, row-major: <paramref name="Rows"/> × <paramref name="Dimension"/>.</summary>
public sealed record ModalityMatrix(float[] Values, int Rows, int Dimension)
{
    /// <summary>The vector of a row.</summary>
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Dimension, Dimension);
}
