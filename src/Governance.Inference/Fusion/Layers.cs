namespace Governance.Inference.Fusion;

/// <summary>y = x·W + b, rows × in → rows × out.</summary>
internal sealed class Linear(ParameterSet parameters, Gemm gemm, string name, int input, int output)
{
    private readonly ParameterTensor _weight = parameters.Matrix($"{name}.weight", input, output);
    private readonly ParameterTensor _bias = parameters.Vector($"{name}.bias", output);

    public string Name => name;

    public ParameterTensor Weight => _weight;

    public ParameterTensor Bias => _bias;

    public void Forward(ReadOnlySpan<float> x, int rows, Span<float> y)
    {
        gemm.Multiply(Operand.Of(x, rows, input), Operand.Of(parameters.Values(_weight), input, output), y);
        var bias = parameters.Values(_bias);
        for (var row = 0; row < rows; row++)
            Lanes.Add(bias, y.Slice(row * output, output));
    }

    /// <param name="x">The input of the forward pass.</param>
    /// <param name="dy">∂L/∂y, rows × out.</param>
    /// <param name="rows">Rows of both.</param>
    /// <param name="dx">∂L/∂x, rows × in, replaced; empty when nobody asks for it.</param>
    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, int rows, Span<float> dx)
    {
        gemm.Multiply(
            Operand.Of(x, rows, input).Transposed,
            Operand.Of(dy, rows, output),
            parameters.Gradients(_weight),
            accumulate: true
        );
        var bias = parameters.Gradients(_bias);
        for (var row = 0; row < rows; row++)
            Lanes.Add(dy.Slice(row * output, output), bias);
        if (!dx.IsEmpty)
            gemm.Multiply(
                Operand.Of(dy, rows, output),
                Operand.Of(parameters.Values(_weight), input, output).Transposed,
                dx
            );
    }
}

/// <summary>
/// LayerNorm over each row of an input that nothing before it learns from: y = γ·(x − mean)/√(var + 1e-5) + β,
/// variance biased, as ONNX LayerNormalization.
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

/// <summary>Linear → GELU → Linear: the small network that ends each head.</summary>
internal sealed class Perceptron(
    ParameterSet parameters,
    Gemm gemm,
    string name,
    int input,
    int hidden,
    int output,
    int capacity
)
{
    private readonly float[] _before = new float[capacity * hidden];
    private readonly float[] _after = new float[capacity * hidden];
    private readonly float[] _slope = new float[capacity * hidden];

    public Linear First { get; } = new(parameters, gemm, $"{name}.first", input, hidden);

    public Linear Second { get; } = new(parameters, gemm, $"{name}.second", hidden, output);

    public void Forward(ReadOnlySpan<float> x, int rows, Span<float> y)
    {
        var length = rows * hidden;
        First.Forward(x, rows, _before);
        Transcendental.Gelu(_before.AsSpan(0, length), _after, _slope);
        Second.Forward(_after, rows, y);
    }

    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, int rows, Span<float> dx)
    {
        var gradient = _before.AsSpan(0, rows * hidden);
        Second.Backward(_after, dy, rows, gradient);
        Lanes.Multiply(_slope.AsSpan(0, gradient.Length), gradient);
        First.Backward(x, gradient, rows, dx);
    }
}
