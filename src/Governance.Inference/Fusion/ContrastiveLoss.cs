namespace Governance.Inference.Fusion;

/// <summary>
/// Symmetric InfoNCE (van den Oord et al. 2018, as in CLIP), the mean over the pairs text–image, text–sensor, image–sensor:
/// among the rows of a batch with both modalities, the positive of a vector is the vector of the same row.
/// </summary>
internal sealed class ContrastiveLoss(Gemm gemm, int hidden, int capacity, float temperature)
{
    private static readonly (Modality A, Modality B)[] Pairs =
    [
        (Modality.Text, Modality.Image),
        (Modality.Text, Modality.Sensor),
        (Modality.Image, Modality.Sensor),
    ];

    private readonly float[] _a = new float[capacity * hidden];
    private readonly float[] _b = new float[capacity * hidden];
    private readonly float[] _backA = new float[capacity * hidden];
    private readonly float[] _backB = new float[capacity * hidden];
    private readonly float[] _forth = new float[capacity * capacity];
    private readonly float[] _back = new float[capacity * capacity];
    private readonly float[] _lengthsA = new float[capacity];
    private readonly float[] _lengthsB = new float[capacity];
    private readonly int[] _rows = new int[capacity];

    /// <summary>The loss; adds <paramref name="weight"/> × its gradient to the adapters' projected gradients.</summary>
    public double LossAndGradient(PerModality<Adapter> adapters, ReadOnlySpan<Modalities> present, float weight)
    {
        double loss = 0;
        foreach (var (a, b) in Pairs)
        {
            var n = RowsWithBoth(present, a, b);
            if (n < 2)
                continue;
            Gather(adapters[a].Projected, n, _a, _lengthsA);
            Gather(adapters[b].Projected, n, _b, _lengthsB);
            loss += PairLoss(n) / Pairs.Length;
            gemm.Multiply(Operand.Of(_forth, n, n), Operand.Of(_b, n, hidden), _backA);
            gemm.Multiply(Operand.Of(_forth, n, n).Transposed, Operand.Of(_a, n, hidden), _backB);
            Scatter(_a, _backA, _lengthsA, n, weight / Pairs.Length, adapters[a].ProjectedGradient);
            Scatter(_b, _backB, _lengthsB, n, weight / Pairs.Length, adapters[b].ProjectedGradient);
        }
        return loss;
    }

    private int RowsWithBoth(ReadOnlySpan<Modalities> present, Modality a, Modality b)
    {
        var n = 0;
        for (var row = 0; row < present.Length; row++)
            if (present[row].Has(a) && present[row].Has(b))
                _rows[n++] = row;
        return n;
    }

    /// <summary>Copies vectors normalised to length 1, and their lengths.</summary>
    private void Gather(float[] projected, int n, float[] unit, float[] lengths)
    {
        for (var i = 0; i < n; i++)
        {
            var target = unit.AsSpan(i * hidden, hidden);
            projected.AsSpan(_rows[i] * hidden, hidden).CopyTo(target);
            lengths[i] = SharedSpace.Length(target);
            Lanes.Scale(1 / lengths[i], target);
        }
    }

    /// <summary>The loss of one pair of modalities; writes ∂loss/∂(a·bᵀ) to _forth.</summary>
    private double PairLoss(int n)
    {
        var forth = _forth.AsSpan(0, n * n);
        var back = _back.AsSpan(0, n * n);
        gemm.Multiply(Operand.Of(_a, n, hidden), Operand.Of(_b, n, hidden).Transposed, forth);
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            back[j * n + i] = forth[i * n + j];
        CrossEntropy.Softmax(forth, n, temperature);
        CrossEntropy.Softmax(back, n, temperature);
        double loss = 0;
        for (var i = 0; i < n; i++)
        {
            loss -= Math.Log(Math.Max(forth[i * n + i], 1e-30f)) + Math.Log(Math.Max(back[i * n + i], 1e-30f));
            for (var j = 0; j < n; j++)
                forth[i * n + j] += back[j * n + i];
            forth[i * n + i] -= 2;
        }
        Lanes.Scale(1 / (2 * n * temperature), forth);
        return loss / (2 * n);
    }

    /// <summary>The gradient through the normalisation, (g − u·(u·g)) / length, added to each vector's row.</summary>
    private void Scatter(float[] unit, float[] gradient, float[] lengths, int n, float weight, float[] target)
    {
        for (var i = 0; i < n; i++)
        {
            var u = unit.AsSpan(i * hidden, hidden);
            var g = gradient.AsSpan(i * hidden, hidden);
            var factor = weight / lengths[i];
            var row = target.AsSpan(_rows[i] * hidden, hidden);
            Lanes.AddScaled(-factor * Lanes.Dot(u, g), u, row);
            Lanes.AddScaled(factor, g, row);
        }
    }
}
