namespace Governance.Inference.Fusion;

/// <summary>[text | image | sensor | mask] → Linear → GELU → Linear; a token replaces an absent modality.</summary>
internal sealed class EarlyHead(
    ParameterSet parameters,
    Gemm gemm,
    MissingTokens tokens,
    int hidden,
    int classes,
    int capacity
) : IFusionHead
{
    private readonly int _width = ModalitySets.Count * (hidden + 1);
    private readonly float[] _joined = new float[capacity * ModalitySets.Count * (hidden + 1)];
    private readonly float[] _joinedGradient = new float[capacity * ModalitySets.Count * (hidden + 1)];

    public Perceptron Network { get; } =
        new(parameters, gemm, "early", ModalitySets.Count * (hidden + 1), 2 * hidden, classes, capacity);

    public MissingTokens Tokens => tokens;

    public ReadOnlySpan<float> Attention => [];

    public void Forward(PerModality<Adapter> adapters, ReadOnlySpan<Modalities> masks, Span<float> logits)
    {
        for (var row = 0; row < masks.Length; row++)
        {
            var joined = _joined.AsSpan(row * _width, _width);
            foreach (var m in ModalitySets.Every)
            {
                tokens.Choose(new(adapters[m], m, masks[row], row)).CopyTo(joined[((int)m * hidden)..]);
                joined[ModalitySets.Count * hidden + (int)m] = masks[row].Has(m) ? 1 : 0;
            }
        }
        Network.Forward(_joined, masks.Length, logits);
    }

    public void Backward(PerModality<Adapter> adapters, ReadOnlySpan<Modalities> masks, ReadOnlySpan<float> dLogits)
    {
        Network.Backward(_joined, dLogits, masks.Length, _joinedGradient);
        for (var row = 0; row < masks.Length; row++)
            foreach (var m in ModalitySets.Every)
                tokens.Return(
                    _joinedGradient.AsSpan(row * _width + (int)m * hidden, hidden),
                    new(adapters[m], m, masks[row], row)
                );
    }
}
