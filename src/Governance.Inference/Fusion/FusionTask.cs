namespace Governance.Inference.Fusion;

/// <summary>The data that a fusion model learns from.</summary>
/// <param name="Vectors">Three n × d matrices.</param>
/// <param name="Masks">The modalities of each row, 1…7, as in <see cref="Modalities"/>.</param>
/// <param name="Labels">The class of each row, an index into <paramref name="ClassNames"/>.</param>
/// <param name="Groups">The subject of each row; no subject may be in two parts of a split.</param>
public sealed record FusionTask(
    FusionVectors Vectors,
    Modalities[] Masks,
    int[] Labels,
    int[] Groups,
    IReadOnlyList<string> ClassNames
)
{
    /// <summary>Number of rows, n.</summary>
    public int Rows => Vectors.Rows;
}
