namespace Governance.Inference.Fusion;

/// <summary>A network for each modality; averages the logits of the present ones. Without any, every logit is 0.</summary>
internal sealed class LateHead : IFusionHead
{
    private readonly int _hidden;
    private readonly int _classes;
    private readonly float[] _votes;
    private readonly float[] _votesGradient;

    public LateHead(ParameterSet parameters, Gemm gemm, int hidden, int classes, int capacity)
    {
        _hidden = hidden;
        _classes = classes;
        _votes = new float[capacity * classes];
        _votesGradient = new float[capacity * classes];
        Networks = PerModality.Of(m => new Perceptron(
            parameters,
            gemm,
            $"late.{m.Word()}",
            hidden,
            hidden,
            classes,
            capacity
        ));
    }

    public PerModality<Perceptron> Networks { get; }

    public ReadOnlySpan<float> Attention => [];

    public void Forward(PerModality<Adapter> adapters, ReadOnlySpan<Modalities> masks, Span<float> logits)
    {
        logits[..(masks.Length * _classes)].Clear();
        foreach (var m in ModalitySets.Every)
        {
            Networks[m].Forward(adapters[m].Output, masks.Length, _votes);
            for (var row = 0; row < masks.Length; row++)
                Lanes.AddScaled(
                    Share(masks[row], m),
                    _votes.AsSpan(row * _classes, _classes),
                    logits.Slice(row * _classes, _classes)
                );
        }
    }

    public void Backward(PerModality<Adapter> adapters, ReadOnlySpan<Modalities> masks, ReadOnlySpan<float> dLogits)
    {
        foreach (var m in ModalitySets.Every)
        {
            var gradient = _votesGradient.AsSpan(0, masks.Length * _classes);
            gradient.Clear();
            for (var row = 0; row < masks.Length; row++)
                Lanes.AddScaled(
                    Share(masks[row], m),
                    dLogits.Slice(row * _classes, _classes),
                    gradient.Slice(row * _classes, _classes)
                );
            Networks[m]
                .Backward(
                    adapters[m].Output,
                    gradient,
                    masks.Length,
                    adapters[m].OutputGradient.AsSpan(0, masks.Length * _hidden)
                );
        }
    }

    private static float Share(Modalities mask, Modality modality) => mask.Has(modality) ? 1f / mask.Size() : 0;
}
