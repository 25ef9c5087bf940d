using Governance.Statistics.Intervals;

namespace Governance.Inference.Fusion;

/// <summary>
/// Hides modalities that are there, each with the same chance; where all would go, one of them stays, each equally
/// likely.
/// </summary>
internal sealed class ModalityDropout(float chance, SeededRandom random)
{
    public void Apply(Span<byte> masks)
    {
        if (chance > 0)
            foreach (ref var mask in masks)
                mask = Drop(mask);
    }

    private byte Drop(byte mask)
    {
        byte left = 0;
        for (var m = 0; m < ModalityMask.Count; m++)
            if (ModalityMask.Has(mask, m) && random.UniformSingle() >= chance)
                left |= (byte)(1 << m);
        if (left != 0)
            return left;
        var stays = random.Below(System.Numerics.BitOperations.PopCount(mask));
        for (var m = 0; m < ModalityMask.Count; m++)
            if (ModalityMask.Has(mask, m) && stays-- == 0)
                return (byte)(1 << m);
        return mask;
    }
}
