namespace Governance.Inference.Fusion;

/// <summary>What a fusion model is to learn.</summary>
/// <param name="Vectors">Three n × d matrices.</param>
/// <param name="Masks">For each row which modalities are there, 1…7.</param>
/// <param name="Labels">For each row the class, an index into <paramref name="ClassNames"/>.</param>
/// <param name="Groups">For each row its subject; no subject may stand in two parts of a split.</param>
public sealed record FusionTask(
    FusionVectors Vectors,
    Modalities[] Masks,
    int[] Labels,
    int[] Groups,
    IReadOnlyList<string> ClassNames
)
{
    public int Rows => Vectors.Rows;
}
