namespace Governance.Inference.Fusion;

/// <summary>
/// score_m = e_m·q_m/√hidden + c_m + (mask_m − max mask)·10⁴, weights = softmax(score), then
/// [Σ weight_m·e_m | mask] → Linear → GELU → Linear. The penalty is finite so that a row without any modality has weights
/// too, and relative to the row's largest mask so that such a row loses no precision.
/// </summary>
internal sealed class AttentionHead : IFusionHead
{
    public const float Penalty = 1e4f;

    private readonly ParameterSet _parameters;
    private readonly MissingTokens _tokens;
    private readonly int _hidden;
    private readonly int _width;
    private readonly float _factor;
    private readonly float[] _pooled;
    private readonly float[] _pooledGradient;
    private readonly float[] _weights;
    private readonly float[] _scratch;
    private int _rows;

    public AttentionHead(
        ParameterSet parameters,
        Gemm gemm,
        MissingTokens tokens,
        int hidden,
        int classes,
        int capacity
    )
    {
        (_parameters, _tokens, _hidden, _width) = (parameters, tokens, hidden, hidden + ModalitySets.Count);
        _factor = 1 / MathF.Sqrt(hidden);
        Query = parameters.Matrix("attention.query", ModalitySets.Count, hidden);
        Bias = parameters.Vector("attention.bias", ModalitySets.Count);
        Network = new Perceptron(parameters, gemm, "attention", _width, 2 * hidden, classes, capacity);
        _pooled = new float[capacity * _width];
        _pooledGradient = new float[capacity * _width];
        _weights = new float[capacity * ModalitySets.Count];
        _scratch = new float[hidden];
    }

    public ParameterTensor Query { get; }

    public ParameterTensor Bias { get; }

    public Perceptron Network { get; }

    public MissingTokens Tokens => _tokens;

    public ReadOnlySpan<float> Attention => _weights.AsSpan(0, _rows * ModalitySets.Count);

    public void Forward(PerModality<Adapter> adapters, ReadOnlySpan<Modalities> masks, Span<float> logits)
    {
        _rows = masks.Length;
        for (var row = 0; row < masks.Length; row++)
        {
            var weights = _weights.AsSpan(row * ModalitySets.Count, ModalitySets.Count);
            Weigh(adapters, masks[row], row, weights);
            var pooled = _pooled.AsSpan(row * _width, _width);
            pooled.Clear();
            foreach (var m in ModalitySets.Every)
            {
                var shown = new ShownVector(adapters[m], m, masks[row], row);
                Lanes.AddScaled(weights[(int)m], _tokens.Choose(shown), pooled[.._hidden]);
                pooled[_hidden + (int)m] = masks[row].Has(m) ? 1 : 0;
            }
        }
        Network.Forward(_pooled, masks.Length, logits);
    }

    public void Backward(PerModality<Adapter> adapters, ReadOnlySpan<Modalities> masks, ReadOnlySpan<float> dLogits)
    {
        Network.Backward(_pooled, dLogits, masks.Length, _pooledGradient);
        Span<float> slopes = stackalloc float[ModalitySets.Count];
        for (var row = 0; row < masks.Length; row++)
        {
            var weights = _weights.AsSpan(row * ModalitySets.Count, ModalitySets.Count);
            var gradient = _pooledGradient.AsSpan(row * _width, _hidden);
            ScoreSlopes(adapters, masks[row], row, weights, gradient, slopes);
            foreach (var m in ModalitySets.Every)
                Return(new(adapters[m], m, masks[row], row), weights[(int)m], slopes[(int)m], gradient);
        }
    }

    private void Weigh(PerModality<Adapter> adapters, Modalities mask, int row, Span<float> weights)
    {
        var bias = _parameters.Values(Bias);
        var query = _parameters.Values(Query);
        var highest = float.NegativeInfinity;
        foreach (var modality in ModalitySets.Every)
        {
            var m = (int)modality;
            var shown = _tokens.Choose(new(adapters[modality], modality, mask, row));
            var score = Lanes.Dot(shown, query.Slice(m * _hidden, _hidden)) * _factor + bias[m];
            weights[m] = mask == Modalities.None || mask.Has(modality) ? score : score - Penalty;
            highest = MathF.Max(highest, weights[m]);
        }
        for (var m = 0; m < weights.Length; m++)
            weights[m] -= highest;
        Transcendental.Exp(weights);
        Lanes.Scale(1 / Lanes.Sum(weights), weights);
    }

    /// <summary>∂L/∂score_m = weight_m·(g·e_m − Σ_k weight_k·g·e_k).</summary>
    private void ScoreSlopes(
        PerModality<Adapter> adapters,
        Modalities mask,
        int row,
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> gradient,
        Span<float> slopes
    )
    {
        float mean = 0;
        foreach (var modality in ModalitySets.Every)
        {
            var m = (int)modality;
            slopes[m] = Lanes.Dot(gradient, _tokens.Choose(new(adapters[modality], modality, mask, row)));
            mean += weights[m] * slopes[m];
        }
        for (var m = 0; m < slopes.Length; m++)
            slopes[m] = weights[m] * (slopes[m] - mean);
    }

    private void Return(ShownVector shown, float weight, float slope, ReadOnlySpan<float> gradient)
    {
        var m = (int)shown.Modality;
        _parameters.Gradients(Bias)[m] += slope;
        Lanes.AddScaled(
            slope * _factor,
            _tokens.Choose(shown),
            _parameters.Gradients(Query).Slice(m * _hidden, _hidden)
        );
        _scratch.AsSpan().Clear();
        Lanes.AddScaled(weight, gradient, _scratch);
        Lanes.AddScaled(slope * _factor, _parameters.Values(Query).Slice(m * _hidden, _hidden), _scratch);
        _tokens.Return(_scratch, shown);
    }
}
