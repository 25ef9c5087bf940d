namespace Governance.Inference.Fusion;

/// <summary>
/// The adapter of one modality: LayerNorm → Linear → GELU, d → hidden; and the projection of its output into the space that
/// all modalities share.
/// </summary>
internal sealed class Adapter
{
    private readonly int _hidden;
    private readonly float[] _normed;
    private readonly float[] _before;
    private readonly float[] _slope;
    private readonly float[] _backNormed;
    private readonly float[] _projectedBack;

    public Adapter(ParameterSet parameters, Gemm gemm, string name, int dimension, int hidden, int capacity)
    {
        _hidden = hidden;
        Norm = new InputNorm(parameters, $"{name}.norm", dimension, capacity);
        Linear = new Linear(parameters, gemm, $"{name}.adapter", dimension, hidden);
        Projection = new Linear(parameters, gemm, $"{name}.shared", hidden, hidden);
        _normed = new float[capacity * dimension];
        _backNormed = new float[capacity * dimension];
        _before = new float[capacity * hidden];
        _slope = new float[capacity * hidden];
        _projectedBack = new float[capacity * hidden];
        Output = new float[capacity * hidden];
        OutputGradient = new float[capacity * hidden];
        Projected = new float[capacity * hidden];
        ProjectedGradient = new float[capacity * hidden];
    }

    public InputNorm Norm { get; }

    public Linear Linear { get; }

    public Linear Projection { get; }

    /// <summary>rows × hidden; the heads ignore rows without the modality.</summary>
    public float[] Output { get; }

    /// <summary>∂L/∂output, written by the heads.</summary>
    public float[] OutputGradient { get; }

    /// <summary>rows × hidden, not normalised yet.</summary>
    public float[] Projected { get; }

    /// <summary>∂L/∂projected, written by the contrastive loss.</summary>
    public float[] ProjectedGradient { get; }

    public void Start() => Norm.Start();

    public void Forward(ReadOnlySpan<float> x, int rows)
    {
        Norm.Forward(x, rows, _normed);
        Linear.Forward(_normed, rows, _before);
        Transcendental.Gelu(_before.AsSpan(0, rows * _hidden), Output, _slope);
    }

    public void Project(int rows) => Projection.Forward(Output, rows, Projected);

    /// <summary>Propagates both gradients back; <paramref name="projected"/> tells whether there is a contrastive loss.</summary>
    public void Backward(int rows, bool projected)
    {
        var gradient = OutputGradient.AsSpan(0, rows * _hidden);
        if (projected)
        {
            Projection.Backward(Output, ProjectedGradient, rows, _projectedBack);
            Lanes.Add(_projectedBack.AsSpan(0, gradient.Length), gradient);
        }
        Lanes.Multiply(_slope.AsSpan(0, gradient.Length), gradient);
        Linear.Backward(_normed, gradient, rows, _backNormed);
        Norm.Backward(_backNormed, rows);
    }
}
