namespace Governance.Inference.Fusion;

/// <summary>The vectors of the same rows in three modalities; the row of an absent modality is zero.</summary>
/// <exception cref="UnfitTaskException">The matrices disagree on the number of rows, or their length is not rows × dimension.</exception>
public sealed class FusionVectors
{
    private readonly ModalityMatrix[] _matrices;

    public FusionVectors(ModalityMatrix text, ModalityMatrix image, ModalityMatrix sensor)
    {
        _matrices = [text, image, sensor];
        for (var m = 0; m < ModalityMask.Count; m++)
            CheckShape(_matrices[m], text.Rows, ModalityMask.NameOf(m));
    }

    public int Rows => _matrices[0].Rows;

    /// <summary>The matrix of a modality: 0 text, 1 image, 2 sensor.</summary>
    public ModalityMatrix this[int modality] => _matrices[modality];

    /// <summary>The dimensions in the order text, image, sensor.</summary>
    public int[] Dimensions => [.. _matrices.Select(m => m.Dimension)];

    private static void CheckShape(ModalityMatrix matrix, int rows, string name)
    {
        if (matrix.Dimension < 1)
            throw new UnfitTaskException(
                $"The {name} vectors have dimension {matrix.Dimension}.",
                "Give at least one number for each row; a modality that is nowhere present is a column of zeros."
            );
        if (matrix.Rows != rows)
            throw new UnfitTaskException(
                $"There are {matrix.Rows} {name} vectors, but {rows} text vectors.",
                "Give one vector for each row and modality, zeros where the modality is absent."
            );
        if (matrix.Values.LongLength != (long)matrix.Rows * matrix.Dimension)
            throw new UnfitTaskException(
                $"The {name} matrix holds {matrix.Values.Length} numbers, not {matrix.Rows} × {matrix.Dimension}.",
                "Check the encoder's dimension."
            );
    }
}
