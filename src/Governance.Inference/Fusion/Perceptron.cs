namespace Governance.Inference.Fusion;

/// <summary>Linear → GELU → Linear, the last layers of each head.</summary>
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
