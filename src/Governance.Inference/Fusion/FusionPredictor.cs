using System.Text.Json;
using Governance.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference.Fusion;

/// <summary>Runs an exported fusion model on ONNX Runtime. Safe for concurrent callers.</summary>
public sealed class FusionPredictor : IDisposable
{
    /// <summary>Rows of one call of ONNX Runtime; a row's result does not depend on the other rows.</summary>
    private const int Chunk = 2048;

    private static readonly string[] InputNames =
    [
        .. Enum.GetValues<Modality>().Select(m => m.Word()),
        FusionNames.Mask,
    ];

    private readonly OnnxSession _session;
    private readonly Dictionary<string, int> _widths;

    /// <summary>Opens an exported model.</summary>
    /// <param name="onnx">The file's bytes.</param>
    /// <param name="options">
    /// How to open it. The default is one thread of the CPU: the model is small, and its results do not depend on the machine.
    /// </param>
    /// <exception cref="UnfitModelException">The bytes are not an ONNX model that may be run.</exception>
    /// <exception cref="UnfitTaskException">The model was not written by the exporter.</exception>
    public FusionPredictor(byte[] onnx, OnnxSessionOptions? options = null)
    {
        _session = OnnxSession.Open(onnx, options ?? new() { PreferGpu = false });
        var file = _session.Inspection;
        if (
            !file.Metadata.ContainsKey(FusionNames.Kind)
            || !InputNames.All(name => file.Inputs.Any(input => input.Name == name))
        )
        {
            Dispose();
            throw new UnfitTaskException("not-a-fusion-model");
        }
        _widths = file
            .Inputs.Concat(file.Outputs)
            .ToDictionary(edge => edge.Name, edge => (int)edge.Dims![1].Length!.Value);
        Metadata = file.Metadata;
        Outputs = [.. file.Outputs.Select(output => output.Name)];
        Kind = Enum.Parse<FusionKind>(Metadata[FusionNames.Kind]);
        ClassNames = JsonSerializer.Deserialize<string[]>(Metadata[FusionNames.Classes])!;
        Temperatures = new(
            JsonSerializer.Deserialize<float[]>(Metadata[FusionNames.Temperatures])!,
            JsonSerializer.Deserialize<int[]>(Metadata[FusionNames.TemperatureRows])!
        );
        Dimensions = PerModality.Of(m => _widths[m.Word()]);
        Hidden = _widths[FusionNames.Shared(Modality.Text)];
    }

    /// <summary>The execution provider, by ONNX Runtime's name.</summary>
    public string ProviderUsed => _session.ProviderUsed;

    /// <summary>Names of the file's outputs.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>Where the model combines the modalities.</summary>
    public FusionKind Kind { get; }

    /// <summary>The names of the classes, in the order of the probabilities.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The temperature of each mask.</summary>
    public MaskTemperatures Temperatures { get; }

    /// <summary>Numbers that a vector of each modality must have.</summary>
    public PerModality<int> Dimensions { get; }

    /// <summary>Dimension of the aligned embeddings.</summary>
    public int Hidden { get; }

    /// <summary>The metadata of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Probabilities, rows × classes. Masks are 0 (no modality, nearly uniform probabilities) to 7.</summary>
    /// <exception cref="UnfitTaskException">Dimensions or masks do not fit the model.</exception>
    public float[] Predict(FusionVectors vectors, ReadOnlySpan<Modalities> masks) =>
        Explain(vectors, masks, [FusionNames.Probabilities]).Probabilities;

    /// <summary>All outputs for the rows.</summary>
    /// <exception cref="UnfitTaskException">Dimensions or masks do not fit the model.</exception>
    public FusionPrediction Explain(FusionVectors vectors, ReadOnlySpan<Modalities> masks) =>
        Explain(vectors, masks, [.. Outputs]);

    private FusionPrediction Explain(FusionVectors vectors, ReadOnlySpan<Modalities> masks, string[] wanted)
    {
        FusionInputs.Check(vectors, masks, Dimensions);
        var results = wanted.ToDictionary(name => name, name => new float[vectors.Rows * _widths[name]]);
        for (var start = 0; start < vectors.Rows; start += Chunk)
            RunChunk(vectors, masks, start, Math.Min(Chunk, vectors.Rows - start), wanted, results);
        return new(
            results[FusionNames.Probabilities],
            results.GetValueOrDefault(FusionNames.Logits, []),
            results.ContainsKey(FusionNames.Shared(Modality.Text))
                ? PerModality.Of(m => new ModalityMatrix(results[FusionNames.Shared(m)], vectors.Rows, Hidden))
                : null,
            results.GetValueOrDefault(FusionNames.Attention)
        );
    }

    private void RunChunk(
        FusionVectors vectors,
        ReadOnlySpan<Modalities> masks,
        int start,
        int rows,
        string[] wanted,
        Dictionary<string, float[]> results
    )
    {
        var flags = new float[rows * ModalitySets.Count];
        for (var i = 0; i < flags.Length; i++)
            flags[i] = masks[start + i / ModalitySets.Count].Has((Modality)(i % ModalitySets.Count)) ? 1 : 0;
        using var values = new DisposableList();
        foreach (var m in ModalitySets.Every)
            values.Add(
                Tensor(vectors[m].Values.AsMemory(start * Dimensions[m], rows * Dimensions[m]), rows, Dimensions[m])
            );
        values.Add(Tensor(flags, rows, ModalitySets.Count));
        using var answers = _session.Run(InputNames, values, wanted);
        for (var i = 0; i < wanted.Length; i++)
        {
            var answer = answers[i].GetTensorDataAsSpan<float>();
            answer.CopyTo(results[wanted[i]].AsSpan(start * answer.Length / rows));
        }
    }

    private static OrtValue Tensor(Memory<float> values, int rows, int columns) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, [rows, columns]);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private sealed class DisposableList : List<OrtValue>, IDisposable
    {
        public void Dispose() => ForEach(value => value.Dispose());
    }
}
