namespace Governance.Inference.Fusion;

/// <summary>The sizes that make a net.</summary>
internal sealed record FusionShape(FusionKind Kind, int[] Dimensions, int Hidden, int Classes);

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

/// <summary>
/// Three adapters, a head, and the projections into the shared space, with their gradients by hand. For 3 × 128
/// inputs, hidden 128 and 4 classes: 200,580 parameters (early), 150,924 (late), 135,431 (attention).
/// </summary>
internal sealed class FusionNet
{
    private readonly float[] _logits;
    private readonly ContrastiveLoss _contrast;
    private readonly MissingTokens? _tokens;

    public FusionNet(
        FusionShape shape,
        int capacity,
        long seed,
        float contrastiveTemperature = 0.1f,
        GemmPath? path = null
    )
    {
        (Shape, Capacity) = (shape, capacity);
        var gemm = new Gemm(path);
        Adapters =
        [
            .. shape.Dimensions.Select(
                (d, m) => new Adapter(Parameters, gemm, ModalityMask.NameOf(m), d, shape.Hidden, capacity)
            ),
        ];
        _tokens = shape.Kind == FusionKind.Late ? null : new MissingTokens(Parameters, shape.Hidden);
        Head = shape.Kind switch
        {
            FusionKind.Early => new EarlyHead(Parameters, gemm, _tokens!, shape.Hidden, shape.Classes, capacity),
            FusionKind.Late => new LateHead(Parameters, gemm, shape.Hidden, shape.Classes, capacity),
            _ => new AttentionHead(Parameters, gemm, _tokens!, shape.Hidden, shape.Classes, capacity),
        };
        _contrast = new ContrastiveLoss(gemm, shape.Hidden, capacity, contrastiveTemperature);
        _logits = new float[capacity * shape.Classes];
        Parameters.Initialise(seed);
        _tokens?.Start(seed);
        foreach (var adapter in Adapters)
            adapter.Start();
    }

    public FusionShape Shape { get; }

    public int Capacity { get; }

    public ParameterSet Parameters { get; } = new();

    public Adapter[] Adapters { get; }

    public IFusionHead Head { get; }

    /// <summary>Logits, rows × classes; valid until the next call.</summary>
    public Span<float> Forward(FusionBatch batch)
    {
        for (var m = 0; m < Adapters.Length; m++)
            Adapters[m].Forward(batch.Inputs[m], batch.Rows);
        Head.Forward(Adapters, batch.Masks, _logits);
        return _logits.AsSpan(0, batch.Rows * Shape.Classes);
    }

    /// <summary>Both losses of a batch; leaves the gradient of classification + weight · contrastive in the parameter set.</summary>
    public (double Classification, double Contrastive) Differentiate(
        FusionBatch batch,
        ReadOnlySpan<float> classWeights,
        float contrastiveWeight
    )
    {
        Parameters.AllGradients.Clear();
        var logits = Forward(batch);
        var loss = CrossEntropy.LossAndGradient(logits, Shape.Classes, batch.Labels, classWeights);
        Head.Backward(Adapters, batch.Masks, logits);
        double contrastive = 0;
        var aligned = contrastiveWeight > 0;
        if (aligned)
        {
            foreach (var adapter in Adapters)
            {
                adapter.Project(batch.Rows);
                adapter.ProjectedGradient.AsSpan(0, batch.Rows * Shape.Hidden).Clear();
            }
            contrastive = _contrast.LossAndGradient(Adapters, batch.Present, contrastiveWeight);
        }
        foreach (var adapter in Adapters)
            adapter.Backward(batch.Rows, aligned);
        return (loss, contrastive);
    }
}
