namespace Governance.Inference.Fusion;

/// <summary>One modality of one row as a head is shown it: its adapted vector, or the token of what is missing.</summary>
/// <param name="Mask">The modalities that the row shows.</param>
/// <param name="Row">In the batch, from 0.</param>
internal readonly record struct ShownVector(Adapter Adapter, Modality Modality, Modalities Mask, int Row)
{
    public bool IsPresent => Mask.Has(Modality);
}
