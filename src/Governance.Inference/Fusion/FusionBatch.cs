namespace Governance.Inference.Fusion;

/// <summary>Rows that pass the net together. Inputs are copied in by <see cref="Take"/>; nothing is allocated for a batch.</summary>
internal sealed class FusionBatch(FusionShape shape, int capacity)
{
    private readonly Modalities[] _present = new Modalities[capacity];
    private readonly Modalities[] _masks = new Modalities[capacity];
    private readonly int[] _labels = new int[capacity];

    public PerModality<float[]> Inputs { get; } =
        shape.Dimensions.Map((_, dimension) => new float[capacity * dimension]);

    public int Rows { get; private set; }

    /// <summary>What is really there.</summary>
    public Span<Modalities> Present => _present.AsSpan(0, Rows);

    /// <summary>What the head is shown.</summary>
    public Span<Modalities> Masks => _masks.AsSpan(0, Rows);

    public Span<int> Labels => _labels.AsSpan(0, Rows);

    /// <summary>Copies rows; absent modalities arrive as zeros whatever the source holds. Labels are taken where there are any.</summary>
    public void Take(
        FusionVectors vectors,
        ReadOnlySpan<Modalities> masks,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<int> rows
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Length, capacity);
        Rows = rows.Length;
        for (var i = 0; i < rows.Length; i++)
        {
            _present[i] = _masks[i] = masks[rows[i]];
            _labels[i] = labels.IsEmpty ? 0 : labels[rows[i]];
        }
        foreach (var m in ModalitySets.Every)
            for (var i = 0; i < rows.Length; i++)
            {
                var target = Inputs[m].AsSpan(i * shape.Dimensions[m], shape.Dimensions[m]);
                if (_present[i].Has(m))
                    vectors[m].Row(rows[i]).CopyTo(target);
                else
                    target.Clear();
            }
    }
}
