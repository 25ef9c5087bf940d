using Governance.Embeddings;
using Governance.Inference.Encoders;
using Governance.Inference.Fusion;
using Governance.Inference.Serving;
using Governance.Platform;
using Network = Governance.Inference.Encoders.Encoder;

namespace Governance.Models.Serving;

/// <summary>What goes into a batch: for each modality its raw input, or a vector that stands already, or neither.</summary>
/// <param name="Absent">Why a modality that could be expected is neither; null = nobody gave it.</param>
internal sealed record ServingRow(EncoderInput?[] Inputs, float[]?[] Vectors, string?[] Absent)
{
    public static ServingRow Empty() => new(new EncoderInput?[ModalityMask.Count], new float[]?[ModalityMask.Count], new string?[ModalityMask.Count]);
}

/// <summary>What came out of a batch for one row.</summary>
/// <param name="Probabilities">Empty when every modality was lost.</param>
/// <param name="Failures">Why a modality that was given could not be used.</param>
/// <param name="Vectors">What the encoders made of it, so that other masks of the same moment need no encoder.</param>
internal sealed record ServedRow(float[] Probabilities, byte Mask, string?[] Failures, float[]?[] Vectors);

/// <summary>
/// A version ready to answer: its encoders, its fusion model and the batcher before them. Single requests of many
/// callers are gathered for a few milliseconds and computed together; in fp32 a row does not feel the rows beside it.
/// </summary>
internal sealed class LoadedModel : IAsyncDisposable
{
    private readonly Network?[] _encoders;
    private readonly FusionPredictor _fusion;
    private readonly DynamicBatcher<ServingRow, ServedRow> _batcher;

    /// <param name="encoders">Text, image, sensor; null where the version has none.</param>
    /// <param name="units">Of the series' channels, by the name under which the encoder knows them.</param>
    public LoadedModel(Network?[] encoders, FusionPredictor fusion, IReadOnlyDictionary<string, string> units)
    {
        (_encoders, _fusion, Units) = (encoders, fusion, units);
        _batcher = new(ComputeAsync, new BatcherOptions(MaxBatch: 64, MaxDelay: TimeSpan.FromMilliseconds(3)));
    }

    public IReadOnlyDictionary<string, string> Units { get; }

    public IReadOnlyList<string> Classes => _fusion.ClassNames;

    public Modalities Known => (Modalities)Enumerable.Range(0, ModalityMask.Count).Where(m => _encoders[m] is not null).Sum(m => (int)ModalityAt(m).AsSet());

    public double TemperatureOf(byte mask) => _fusion.Temperatures.Values[mask];

    public Task<ServedRow> RunAsync(ServingRow row, CancellationToken ct) => _batcher.RunAsync(row, ct);

    /// <summary>The order of masks and matrices: text, image, sensor.</summary>
    public static Modality ModalityAt(int place) => place switch { 0 => Modality.Text, 1 => Modality.Image, _ => Modality.Sensor };

    private async ValueTask<IReadOnlyList<ServedRow>> ComputeAsync(IReadOnlyList<ServingRow> rows, CancellationToken ct)
    {
        var failures = rows.Select(_ => new string?[ModalityMask.Count]).ToArray();
        var vectors = rows.Select(_ => new float[]?[ModalityMask.Count]).ToArray();
        var matrices = new ModalityMatrix[ModalityMask.Count];
        var masks = new byte[rows.Count];
        for (var m = 0; m < ModalityMask.Count; m++)
        {
            var values = new float[rows.Count * _fusion.Dimensions[m]];
            foreach (var (row, vector, failure) in await VectorsAsync(rows, m, ct))
            {
                failures[row][m] = failure;
                vectors[row][m] = vector;
                if (vector is null) continue;
                vector.CopyTo(values.AsSpan(row * _fusion.Dimensions[m]));
                masks[row] |= (byte)(1 << m);
            }
            matrices[m] = new(values, rows.Count, _fusion.Dimensions[m]);
        }
        var probabilities = _fusion.Predict(new(matrices[0], matrices[1], matrices[2]), masks);
        var classes = Classes.Count;
        return [.. rows.Select((_, i) => new ServedRow(masks[i] == 0 ? [] : probabilities.AsSpan(i * classes, classes).ToArray(), masks[i], failures[i], vectors[i]))];
    }

    private async Task<IReadOnlyList<(int Row, float[]? Vector, string? Failure)>> VectorsAsync(IReadOnlyList<ServingRow> rows, int modality, CancellationToken ct)
    {
        var found = rows.Select((row, i) => (Row: i, Vector: row.Vectors[modality], Failure: (string?)null)).Where(r => r.Vector is not null).ToList();
        if (_encoders[modality] is not { } encoder) return [];
        var fresh = rows.Select((row, i) => (Row: i, Input: row.Inputs[modality])).Where(r => r.Input is not null).Select(r => (r.Row, r.Input!)).ToArray();
        if (fresh.Length == 0) return found;
        await foreach (var answer in encoder.EncodeAsync(fresh.ToAsyncEnumerable(), fresh.Length, ct)) found.Add((answer.Key, answer.Vector, answer.Failure));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await _batcher.DisposeAsync();
        _fusion.Dispose();
        foreach (var encoder in _encoders) encoder?.Dispose();
    }
}
