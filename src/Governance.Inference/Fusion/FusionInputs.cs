namespace Governance.Inference.Fusion;

/// <summary>Checks that vectors and masks fit a model.</summary>
internal static class FusionInputs
{
    public static void Check(FusionVectors vectors, ReadOnlySpan<Modalities> masks, PerModality<int> dimensions)
    {
        if (masks.Length != vectors.Rows)
            throw new UnfitTaskException("count-differs", masks.Length, "masks", vectors.Rows);
        foreach (var mask in masks)
            if (mask is < Modalities.None or > Modalities.All)
                throw new UnfitTaskException("mask-unknown", (int)mask);
        foreach (var m in ModalitySets.Every)
            if (vectors[m].Dimension != dimensions[m])
                throw new UnfitTaskException("vectors-of-other-encoder", m.Word(), vectors[m].Dimension, dimensions[m]);
    }
}
