using Governance.Statistics.Intervals;

namespace Governance.Inference.Fusion;

/// <summary>
/// Hides each present modality with the same probability; if it hides all of a row, one of them, chosen uniformly, stays.
/// </summary>
internal sealed class ModalityDropout(float chance, SeededRandom random)
{
    public void Apply(Span<Modalities> masks)
    {
        if (chance > 0)
            foreach (ref var mask in masks)
                mask = Drop(mask);
    }

    private Modalities Drop(Modalities mask)
    {
        var left = Modalities.None;
        foreach (var m in ModalitySets.Every)
            if (mask.Has(m) && random.UniformSingle() >= chance)
                left |= m.AsSet();
        if (left != 0)
            return left;
        var stays = random.Below(mask.Size());
        foreach (var m in ModalitySets.Every)
            if (mask.Has(m) && stays-- == 0)
                return m.AsSet();
        return mask;
    }
}
