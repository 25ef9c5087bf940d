namespace Governance.Inference.Fusion;

/// <summary>A network for each modality; the logits of the modalities present are averaged. With none present, every logit is 0.</summary>
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
        Networks =
        [
            .. Enumerable
                .Range(0, ModalityMask.Count)
                .Select(m => new Perceptron(
                    parameters,
                    gemm,
                    $"late.{ModalityMask.NameOf(m)}",
                    hidden,
                    hidden,
                    classes,
                    capacity
                )),
        ];
    }

    public Perceptron[] Networks { get; }

    public ReadOnlySpan<float> Attention => [];

    public void Forward(Adapter[] adapters, ReadOnlySpan<byte> masks, Span<float> logits)
    {
        logits[..(masks.Length * _classes)].Clear();
        for (var m = 0; m < adapters.Length; m++)
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

    public void Backward(Adapter[] adapters, ReadOnlySpan<byte> masks, ReadOnlySpan<float> dLogits)
    {
        for (var m = 0; m < adapters.Length; m++)
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

    private static float Share(byte mask, int modality) =>
        ModalityMask.Has(mask, modality) ? 1f / int.Max(1, System.Numerics.BitOperations.PopCount(mask)) : 0;
}
