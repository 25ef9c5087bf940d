using Governance.Inference.Encoders;
using Governance.Inference.Fusion;
using Governance.Inference.Serving;
using Network = Governance.Inference.Encoders.Encoder;

namespace Governance.Models;

/// <summary>
/// A version that is open for predictions: its encoders, its fusion model and a batcher. Requests of many callers are
/// computed together; in fp32 the result of a row does not depend on the other rows.
/// </summary>
internal sealed class LoadedModel : IAsyncDisposable
{
    /// <summary>Most requests in one batch.</summary>
    public const int MaxBatch = 64;

    private readonly PerModality<Network?> _encoders;
    private readonly FusionPredictor _fusion;
    private readonly DynamicBatcher<ServingRow, ServedRow> _batcher;

    /// <param name="encoders">Text, image, sensor; null where the version has none.</param>
    /// <param name="units">Channel → unit, by the name that the encoder uses.</param>
    /// <param name="maxWaiting">Requests that may wait; one more is refused.</param>
    public LoadedModel(
        PerModality<Network?> encoders,
        FusionPredictor fusion,
        IReadOnlyDictionary<string, string> units,
        int maxWaiting = 1024
    )
    {
        (_encoders, _fusion, Units) = (encoders, fusion, units);
        // A model computes on one core; several batches at once use the others.
        _batcher = new(ComputeAsync, new BatcherOptions(MaxBatch, maxWaiting, Parallel: Environment.ProcessorCount));
    }

    public IReadOnlyDictionary<string, string> Units { get; }

    public IReadOnlyList<string> Classes => _fusion.ClassNames;

    /// <summary>The modalities that it has an encoder for.</summary>
    public Modalities Known => Enum.GetValues<Modality>().Where(m => _encoders[m] is not null).AsSet();

    public double TemperatureOf(Modalities mask) => _fusion.Temperatures.Values[(int)mask];

    public Task<ServedRow> RunAsync(ServingRow row, CancellationToken ct) => _batcher.RunAsync(row, ct);

    private async ValueTask<IReadOnlyList<ServedRow>> ComputeAsync(IReadOnlyList<ServingRow> rows, CancellationToken ct)
    {
        // In parallel, because each encoder computes on one core.
        var encoded = PerModality.Of(m => EncodeAsync(rows, m, ct));
        await Task.WhenAll(encoded);
        return Fuse(rows.Count, new(await encoded.Text, await encoded.Image, await encoded.Sensor));
    }

    /// <summary>One modality of every row: its vector as it was given, or the encoder's.</summary>
    private async Task<ServedInput[]> EncodeAsync(
        IReadOnlyList<ServingRow> rows,
        Modality modality,
        CancellationToken ct
    )
    {
        var served = new ServedInput[rows.Count];
        var fresh = new List<(int Row, EncoderInput Input)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var input = rows[i].Inputs[modality];
            served[i] = new(input.Vector, null);
            if (input.Raw is { } raw)
                fresh.Add((i, raw));
        }
        if (fresh.Count > 0)
            await foreach (var answer in _encoders[modality]!.EncodeAsync(fresh.ToAsyncEnumerable(), fresh.Count, ct))
                served[answer.Key] = new(answer.Vector, answer.Failure);
        return served;
    }

    private ServedRow[] Fuse(int rows, PerModality<ServedInput[]> encoded)
    {
        var masks = new Modalities[rows];
        var matrices = encoded.Map(
            (m, inputs) =>
            {
                var width = _fusion.Dimensions[m];
                var values = new float[rows * width];
                for (var row = 0; row < rows; row++)
                {
                    if (inputs[row].Vector is not { } vector)
                        continue;
                    vector.CopyTo(values, row * width);
                    masks[row] |= m.AsSet();
                }
                return new ModalityMatrix(values, rows, width);
            }
        );
        var probabilities = _fusion.Predict(new(matrices), masks);
        var (classes, served) = (Classes.Count, new ServedRow[rows]);
        for (var i = 0; i < rows; i++)
        {
            var row = i;
            served[row] = new(
                masks[row] == Modalities.None ? [] : probabilities.AsSpan(row * classes, classes).ToArray(),
                masks[row],
                encoded.Map((_, inputs) => inputs[row])
            );
        }
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
