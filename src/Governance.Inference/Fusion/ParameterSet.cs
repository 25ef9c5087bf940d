using Governance.Statistics.Intervals;

namespace Governance.Inference.Fusion;

/// <summary>All parameters of a net in one array and their gradients in another, for one optimiser step and one copy.</summary>
internal sealed class ParameterSet
{
    private readonly List<ParameterTensor> _tensors = [];
    private float[] _values = [];
    private float[] _gradients = [];

    public IReadOnlyList<ParameterTensor> Tensors => _tensors;

    public int Count { get; private set; }

    public Span<float> AllValues => _values;

    public Span<float> AllGradients => _gradients;

    public Span<float> Values(ParameterTensor tensor) => _values.AsSpan(tensor.Offset, tensor.Length);

    public Span<float> Gradients(ParameterTensor tensor) => _gradients.AsSpan(tensor.Offset, tensor.Length);

    public ParameterTensor Matrix(string name, int rows, int columns) => Add(name, rows, columns, decays: true);

    public ParameterTensor Vector(string name, int length, int rows = 1) => Add(name, rows, length, decays: false);

    /// <summary>
    /// Allocates after every layer has added its tensors, and draws the matrices in that order: uniform within
    /// ±√(6 / (in + out)) (Glorot).
    /// </summary>
    public void Initialise(long seed)
    {
        _values = new float[Count];
        _gradients = new float[Count];
        var random = RandomStream.Of(seed, RandomPurpose.Weights);
        foreach (var tensor in _tensors.Where(t => t.Decays))
            Fill(Values(tensor), ref random, MathF.Sqrt(6f / (tensor.Rows + tensor.Columns)));
    }

    public static void Fill(Span<float> values, ref SeededRandom random, float limit)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = (2 * random.UniformSingle() - 1) * limit;
    }

    private ParameterTensor Add(string name, int rows, int columns, bool decays)
    {
        var tensor = new ParameterTensor(name, Count, rows, columns, decays);
        Count += tensor.Length;
        _tensors.Add(tensor);
        return tensor;
    }
}
