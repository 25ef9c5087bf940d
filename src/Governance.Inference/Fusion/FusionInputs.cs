namespace Governance.Inference.Fusion;

/// <summary>Checks that vectors and masks fit a model.</summary>
internal static class FusionInputs
{
    public static void Check(FusionVectors vectors, ReadOnlySpan<Modalities> masks, PerModality<int> dimensions)
    {
        if (masks.Length != vectors.Rows)
            throw new UnfitTaskException(
                $"There are {masks.Length} masks for {vectors.Rows} rows.",
                "Give one for each row."
            );
        foreach (var mask in masks)
            if (mask is < Modalities.None or > Modalities.All)
                throw new UnfitTaskException($"A mask is {(int)mask}.", "Masks run from 0 to 7.");
        foreach (var m in ModalitySets.Every)
            if (vectors[m].Dimension != dimensions[m])
                throw new UnfitTaskException(
                    $"The {m.Word()} vectors have dimension {vectors[m].Dimension}; the model "
                        + $"was trained on {dimensions[m]}.",
                    "Embed with the encoder that the model was trained with."
                );
    }
}
