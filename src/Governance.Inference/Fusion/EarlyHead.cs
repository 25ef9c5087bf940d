namespace Governance.Inference.Fusion;

/// <summary>[text | image | sensor | mask] → Linear → GELU → Linear; tokens stand in for what is absent.</summary>
internal sealed class EarlyHead(
    ParameterSet parameters,
    Gemm gemm,
    MissingTokens tokens,
    int hidden,
    int classes,
    int capacity
) : IFusionHead
{
    private readonly int _width = ModalityMask.Count * (hidden + 1);
    private readonly float[] _joined = new float[capacity * ModalityMask.Count * (hidden + 1)];
    private readonly float[] _joinedGradient = new float[capacity * ModalityMask.Count * (hidden + 1)];

    public Perceptron Network { get; } =
        new(parameters, gemm, "early", ModalityMask.Count * (hidden + 1), 2 * hidden, classes, capacity);

    public MissingTokens Tokens => tokens;

    public ReadOnlySpan<float> Attention => [];

    public void Forward(Adapter[] adapters, ReadOnlySpan<byte> masks, Span<float> logits)
    {
        for (var row = 0; row < masks.Length; row++)
        {
            var joined = _joined.AsSpan(row * _width, _width);
            for (var m = 0; m < adapters.Length; m++)
            {
                tokens.Choose(adapters[m], m, masks[row], row).CopyTo(joined[(m * hidden)..]);
                joined[ModalityMask.Count * hidden + m] = ModalityMask.Has(masks[row], m) ? 1 : 0;
            }
        }
        Network.Forward(_joined, masks.Length, logits);
    }

    public void Backward(Adapter[] adapters, ReadOnlySpan<byte> masks, ReadOnlySpan<float> dLogits)
    {
        Network.Backward(_joined, dLogits, masks.Length, _joinedGradient);
        for (var row = 0; row < masks.Length; row++)
        for (var m = 0; m < adapters.Length; m++)
            tokens.Return(_joinedGradient.AsSpan(row * _width + m * hidden, hidden), adapters[m], m, masks[row], row);
    }
}
