using Governance.Inference.Encoders;
using Governance.Inference.Fusion;
using Governance.Inference.Serving;
using Governance.Platform;
using Network = Governance.Inference.Encoders.Encoder;

namespace Governance.Models;

/// <summary>
/// A version ready to answer: its encoders, its fusion model and the batcher before them. Single requests of many
/// callers are gathered and computed together; in fp32 a row does not feel the rows beside it.
/// </summary>
internal sealed class LoadedModel : IAsyncDisposable
{
    /// <summary>Most requests that are computed together.</summary>
    public const int MaxBatch = 64;

    private static readonly string?[] NoFailure = new string?[ModalityMask.Count];

    private readonly Network?[] _encoders;
    private readonly FusionPredictor _fusion;
    private readonly DynamicBatcher<ServingRow, ServedRow> _batcher;

    /// <param name="encoders">Text, image, sensor; null where the version has none.</param>
    /// <param name="units">Of the series' channels, by the name under which the encoder knows them.</param>
    /// <param name="maxWaiting">Requests that may wait; one more is refused.</param>
    public LoadedModel(
        Network?[] encoders,
        FusionPredictor fusion,
        IReadOnlyDictionary<string, string> units,
        int maxWaiting = 1024
    )
    {
        (_encoders, _fusion, Units) = (encoders, fusion, units);
        // A model computes on one core; several batches at once make use of the others.
        _batcher = new(ComputeAsync, new BatcherOptions(MaxBatch, maxWaiting, Parallel: Environment.ProcessorCount));
    }

    public IReadOnlyDictionary<string, string> Units { get; }

    public IReadOnlyList<string> Classes => _fusion.ClassNames;

    public Modalities Known =>
        (Modalities)
            Enumerable
                .Range(0, ModalityMask.Count)
                .Where(m => _encoders[m] is not null)
                .Sum(m => (int)ModalityAt(m).AsSet());

    public double TemperatureOf(byte mask) => _fusion.Temperatures.Values[mask];

    public Task<ServedRow> RunAsync(ServingRow row, CancellationToken ct) => _batcher.RunAsync(row, ct);

    /// <summary>The order of masks and matrices: text, image, sensor.</summary>
    public static Modality ModalityAt(int place) =>
        place switch
        {
            0 => Modality.Text,
            1 => Modality.Image,
            _ => Modality.Sensor,
        };

    private async ValueTask<IReadOnlyList<ServedRow>> ComputeAsync(IReadOnlyList<ServingRow> rows, CancellationToken ct)
    {
        var (vectors, failures) = (new float[]?[rows.Count][], new string?[rows.Count][]);
        for (var i = 0; i < rows.Count; i++)
        {
            // A moment whose vectors stand already is taken as it is: nothing will be written to it.
            var fresh = Array.Exists(rows[i].Inputs, input => input is not null);
            (vectors[i], failures[i]) = fresh
                ? ([.. rows[i].Vectors], new string?[ModalityMask.Count])
                : (rows[i].Vectors, NoFailure);
        }
        // Side by side: each encoder computes on one core.
        await Task.WhenAll(
            EncodeAsync(rows, 0, vectors, failures, ct),
            EncodeAsync(rows, 1, vectors, failures, ct),
            EncodeAsync(rows, 2, vectors, failures, ct)
        );
        return Fuse(vectors, failures);
    }

    private async Task EncodeAsync(
        IReadOnlyList<ServingRow> rows,
        int modality,
        float[]?[][] vectors,
        string?[][] failures,
        CancellationToken ct
    )
    {
        var fresh = new List<(int Row, EncoderInput Input)>();
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Inputs[modality] is { } input)
                fresh.Add((i, input));
        if (fresh.Count == 0)
            return;
        await foreach (var answer in _encoders[modality]!.EncodeAsync(fresh.ToAsyncEnumerable(), fresh.Count, ct))
            (vectors[answer.Key][modality], failures[answer.Key][modality]) = (answer.Vector, answer.Failure);
    }

    private ServedRow[] Fuse(float[]?[][] vectors, string?[][] failures)
    {
        var masks = new byte[vectors.Length];
        var matrices = new ModalityMatrix[ModalityMask.Count];
        for (var m = 0; m < ModalityMask.Count; m++)
        {
            var width = _fusion.Dimensions[m];
            var values = new float[vectors.Length * width];
            for (var row = 0; row < vectors.Length; row++)
            {
                if (vectors[row][m] is not { } vector)
                    continue;
                vector.CopyTo(values, row * width);
                masks[row] |= (byte)(1 << m);
            }
            matrices[m] = new(values, vectors.Length, width);
        }
        var probabilities = _fusion.Predict(new(matrices[0], matrices[1], matrices[2]), masks);
        var (classes, served) = (Classes.Count, new ServedRow[vectors.Length]);
        for (var row = 0; row < served.Length; row++)
            served[row] = new(
                masks[row] == 0 ? [] : probabilities.AsSpan(row * classes, classes).ToArray(),
                masks[row],
                failures[row],
                vectors[row]
            );
        return served;
    }

    public async ValueTask DisposeAsync()
    {
        await _batcher.DisposeAsync();
        _fusion.Dispose();
        foreach (var encoder in _encoders)
            encoder?.Dispose();
    }
}
