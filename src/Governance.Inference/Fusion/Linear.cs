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

    /// <summary>Adds to the gradients of weight and bias, and computes that of the input.</summary>
    /// <param name="x">The input of the forward pass.</param>
    /// <param name="dy">∂L/∂y, rows × out.</param>
    /// <param name="rows">Number of rows of both.</param>
    /// <param name="dx">∂L/∂x, rows × in, replaced; empty if it is not needed.</param>
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
