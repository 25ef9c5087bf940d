namespace Governance.Inference.Fusion;

/// <summary>Rows that pass the net together. Inputs are copied in by <see cref="Take"/>; nothing is allocated for a batch.</summary>
internal sealed class FusionBatch(FusionShape shape, int capacity)
{
    private readonly byte[] _present = new byte[capacity];
    private readonly byte[] _masks = new byte[capacity];
    private readonly int[] _labels = new int[capacity];

    public float[][] Inputs { get; } = [.. shape.Dimensions.Select(d => new float[capacity * d])];

    public int Rows { get; private set; }

    /// <summary>What is really there.</summary>
    public Span<byte> Present => _present.AsSpan(0, Rows);

    /// <summary>What the head is shown.</summary>
    public Span<byte> Masks => _masks.AsSpan(0, Rows);

    public Span<int> Labels => _labels.AsSpan(0, Rows);

    /// <summary>Copies rows; absent modalities arrive as zeros whatever the source holds. Labels are taken where there are any.</summary>
    public void Take(FusionVectors vectors, ReadOnlySpan<byte> masks, ReadOnlySpan<int> labels, ReadOnlySpan<int> rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Length, capacity);
        Rows = rows.Length;
        for (var i = 0; i < rows.Length; i++)
        {
            _present[i] = _masks[i] = masks[rows[i]];
            _labels[i] = labels.IsEmpty ? 0 : labels[rows[i]];
        }
        for (var m = 0; m < Inputs.Length; m++)
        for (var i = 0; i < rows.Length; i++)
        {
            var target = Inputs[m].AsSpan(i * shape.Dimensions[m], shape.Dimensions[m]);
            if (ModalityMask.Has(_present[i], m))
                vectors[m].Row(rows[i]).CopyTo(target);
            else
                target.Clear();
        }
    }
}
