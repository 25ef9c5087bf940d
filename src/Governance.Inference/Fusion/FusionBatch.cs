namespace Governance.Inference.Fusion;

/// <summary>The rows of one pass through the net. <see cref="Take"/> copies the inputs; a batch allocates nothing.</summary>
internal sealed class FusionBatch(FusionShape shape, int capacity)
{
    private readonly Modalities[] _present = new Modalities[capacity];
    private readonly Modalities[] _masks = new Modalities[capacity];
    private readonly int[] _labels = new int[capacity];

    public PerModality<float[]> Inputs { get; } =
        shape.Dimensions.Map((_, dimension) => new float[capacity * dimension]);

    public int Rows { get; private set; }

    /// <summary>The modalities of each row.</summary>
    public Span<Modalities> Present => _present.AsSpan(0, Rows);

    /// <summary>The modalities that the head uses, fewer than <see cref="Present"/> under modality dropout.</summary>
    public Span<Modalities> Masks => _masks.AsSpan(0, Rows);

    public Span<int> Labels => _labels.AsSpan(0, Rows);

    /// <summary>Copies rows, with zeros for absent modalities whatever the source contains, and their labels if there are any.</summary>
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
