namespace Governance.Inference.Fusion;

/// <summary>A trained fusion model: parameters, a temperature for each mask, and the record of its training.</summary>
public sealed class FusionModel
{
    private const int Capacity = 256;

    private readonly float[] _parameters;
    private readonly FusionNet _net;
    private readonly FusionBatch _batch;
    private readonly Lock _turn = new();

    internal FusionModel(
        FusionShape shape,
        FusionOptions options,
        string[] classNames,
        float[] parameters,
        MaskTemperatures temperatures,
        FusionEpoch[] curve,
        int bestEpoch
    )
    {
        (Shape, Options, ClassNames, _parameters) = (shape, options, classNames, parameters);
        (Temperatures, Curve, BestEpoch) = (temperatures, curve, bestEpoch);
        _net = new FusionNet(shape, Capacity, options.Seed);
        _parameters.CopyTo(_net.Parameters.AllValues);
        _batch = new FusionBatch(shape, Capacity);
    }

    /// <summary>The options that it was trained with.</summary>
    public FusionOptions Options { get; }

    /// <summary>The names of the classes, in the order of the probabilities.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The temperature of each mask.</summary>
    public MaskTemperatures Temperatures { get; }

    /// <summary>The loss curve of the training.</summary>
    public IReadOnlyList<FusionEpoch> Curve { get; }

    /// <summary>The epoch that these parameters come from, counted from 1.</summary>
    public int BestEpoch { get; }

    /// <summary>Number of trained parameters.</summary>
    public int ParameterCount => _parameters.Length;

    internal FusionShape Shape { get; }

    internal FusionNet Net => _net;

    /// <summary>Probabilities, rows × classes, after the mask's temperature; nearly uniform for the mask 0.</summary>
    /// <exception cref="UnfitTaskException">The vectors' dimensions are not the model's.</exception>
    public float[] Predict(FusionVectors vectors, ReadOnlySpan<Modalities> masks)
    {
        FusionInputs.Check(vectors, masks, Shape.Dimensions);
        int[] rows = [.. Enumerable.Range(0, vectors.Rows)];
        float[] probabilities;
        lock (_turn)
            probabilities = Evaluation.Logits(_net, _batch, vectors, masks, rows);
        for (var row = 0; row < vectors.Rows; row++)
            CrossEntropy.Softmax(
                probabilities.AsSpan(row * Shape.Classes, Shape.Classes),
                Shape.Classes,
                Temperatures.Values[(int)masks[row]]
            );
        return probabilities;
    }

    /// <summary>Writes the model as an ONNX file. The same model and metadata give the same bytes.</summary>
    /// <param name="metadata">Further metadata for the file, such as the dataset's digest. Keys that begin with "fusion." are
    /// reserved for the exporter.</param>
    public byte[] ToOnnx(IReadOnlyDictionary<string, string>? metadata = null) =>
        FusionExport.Write(this, metadata ?? new Dictionary<string, string>());

    /// <summary>Compares this model with its exported file, on made-up rows in all seven masks.</summary>
    public FusionParity Parity(byte[] onnx) => FusionParity.Measure(this, onnx);
}
