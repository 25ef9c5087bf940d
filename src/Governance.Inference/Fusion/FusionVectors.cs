namespace Governance.Inference.Fusion;

/// <summary>The vectors of the same rows in three modalities; the vector of an absent modality is zero.</summary>
/// <exception cref="UnfitTaskException">The matrices disagree on the number of rows, or their length is not rows × dimension.</exception>
public sealed class FusionVectors
{
    private readonly PerModality<ModalityMatrix> _matrices;

    /// <summary>Takes three matrices with the same number of rows.</summary>
    public FusionVectors(ModalityMatrix text, ModalityMatrix image, ModalityMatrix sensor)
        : this(new(text, image, sensor)) { }

    /// <inheritdoc cref="FusionVectors(ModalityMatrix, ModalityMatrix, ModalityMatrix)"/>
    public FusionVectors(PerModality<ModalityMatrix> matrices)
    {
        _matrices = matrices;
        foreach (var m in ModalitySets.Every)
            CheckShape(matrices[m], Rows, m.Word());
    }

    /// <summary>Number of rows.</summary>
    public int Rows => _matrices.Text.Rows;

    /// <summary>The matrix of a modality, rows × dimension.</summary>
    public ModalityMatrix this[Modality modality] => _matrices[modality];

    /// <summary>The same rows with other matrices.</summary>
    public FusionVectors Map(Func<Modality, ModalityMatrix, ModalityMatrix> make) => new(_matrices.Map(make));

    /// <summary>Numbers of a vector of each modality.</summary>
    public PerModality<int> Dimensions => _matrices.Map((_, matrix) => matrix.Dimension);

    private static void CheckShape(ModalityMatrix matrix, int rows, string name)
    {
        if (matrix.Dimension < 1)
            throw new UnfitTaskException("vectors-empty", name, matrix.Dimension);
        if (matrix.Rows != rows)
            throw new UnfitTaskException("vectors-differ", matrix.Rows, name, rows);
        if (matrix.Values.LongLength != (long)matrix.Rows * matrix.Dimension)
            throw new UnfitTaskException("matrix-differs", name, matrix.Values.Length, matrix.Rows, matrix.Dimension);
    }
}
