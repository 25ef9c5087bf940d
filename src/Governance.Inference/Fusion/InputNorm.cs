namespace Governance.Inference.Fusion;

/// <summary>
/// LayerNorm over each row of an input: y = γ·(x − mean)/√(var + 1e-5) + β with the biased variance, as in ONNX
/// LayerNormalization. It computes no gradient of the input, because no layer comes before it.
/// </summary>
internal sealed class InputNorm(ParameterSet parameters, string name, int width, int capacity)
{
    public const float Epsilon = 1e-5f;

    private readonly ParameterTensor _scale = parameters.Vector($"{name}.scale", width);
    private readonly ParameterTensor _shift = parameters.Vector($"{name}.shift", width);
    private readonly float[] _normal = new float[capacity * width];

    public ParameterTensor Scale => _scale;

    public ParameterTensor Shift => _shift;

    public void Start() => parameters.Values(_scale).Fill(1);

    public void Forward(ReadOnlySpan<float> x, int rows, Span<float> y)
    {
        var scale = parameters.Values(_scale);
        var shift = parameters.Values(_shift);
        for (var row = 0; row < rows; row++)
        {
            var source = x.Slice(row * width, width);
            var normal = _normal.AsSpan(row * width, width);
            var mean = Lanes.Sum(source) / width;
            var factor = 1 / MathF.Sqrt(Lanes.SquaresAround(mean, source) / width + Epsilon);
            for (var i = 0; i < normal.Length; i++)
                normal[i] = (source[i] - mean) * factor;
            var target = y.Slice(row * width, width);
            shift.CopyTo(target);
            Lanes.AddProduct(normal, scale, target);
        }
    }

    public void Backward(ReadOnlySpan<float> dy, int rows)
    {
        var scale = parameters.Gradients(_scale);
        var shift = parameters.Gradients(_shift);
        for (var row = 0; row < rows; row++)
        {
            var slice = dy.Slice(row * width, width);
            Lanes.AddProduct(slice, _normal.AsSpan(row * width, width), scale);
            Lanes.Add(slice, shift);
        }
    }
}
