using System.Diagnostics;
using Governance.Inference.Encoders;
using Governance.Inference.Fusion;
using Governance.Models;

namespace Governance.Benchmarks;

/// <summary>
/// A hundred callers, each with one request at a time and a token of its own, against plain loops over full batches of the same
/// work: as many loops as the model computes batches at once, so that both sides use the same cores. Measured at
/// <see cref="LoadedModel.RunAsync"/>, which queues the request: the work of the door before and after it (reading the alias,
/// writing the log) is database work that batching does not change.
/// <para>The bound applies to raw inputs, for which the built-in encoders run too. Also reported: existing vectors, for which a
/// row costs a few microseconds and the overhead is visible, and a single loop.</para>
/// </summary>
internal sealed class ServingBenchmark : IBenchmark
{
    private const int Callers = 100,
        Moments = 1024,
        Batch = LoadedModel.MaxBatch,
        Repetitions = 7;
    private const double Bound = 0.85,
        Tolerance = 1e-6;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    public string Name => "serving";

    public async Task<Outcome> RunAsync(TextWriter output, CancellationToken cancellation)
    {
        Encoder[] encoders =
        [
            Encoder.Open(ReferenceEncoders.Text()),
            Encoder.Open(ReferenceEncoders.Image()),
            Encoder.Open(ReferenceEncoders.Series("vibration", "heat")),
        ];
        var (task, split) = GeneratedTask.Make(2_000, 800);
        var trained = FusionTrainer.Train(task, split, new() { Epochs = 1 }, ct: cancellation);
        using var fusion = new FusionPredictor(trained.ToOnnx());
        var moments = new ServingMoments(Moments, encoders);
        await using var model = new LoadedModel(
            PerModality.Of<Encoder?>(m => encoders[(int)m]),
            new(trained.ToOnnx()),
            new Dictionary<string, string>()
        );
        await output.WriteLineAsync(
            $"  {trained.Options.Kind} fusion, {trained.ParameterCount} parameters; {Callers} callers; batches of {Batch}"
        );

        var raw = new RawRuns(encoders, fusion, moments, Batch);
        var difference = await DifferenceAsync(model, raw, moments, cancellation);
        await CompareAsync("vectors ready", model, moments.Ready, raw.FuseAsync, output, cancellation);
        var whole = await CompareAsync(
            "encoders too",
            model,
            moments.Raw,
            raw.EncodeAndFuseAsync,
            output,
            cancellation
        );
        return new(
            whole,
            "of raw",
            Bound,
            Fault: difference <= Tolerance ? null : $"answers differ by {difference:0.0e+0}, more than {Tolerance}"
        );
    }

    private static async Task<double> CompareAsync(
        string name,
        LoadedModel model,
        ServingRow[] rows,
        Func<int, Task> raw,
        TextWriter output,
        CancellationToken ct
    )
    {
        await ServedAsync(model, rows, ct); // Warm-up.
        await RawAsync(1, raw, ct);
        var (served, alone, everyCore) = (new List<double>(), new List<double>(), new List<double>());
        for (var r = 0; r < Repetitions; r++)
        {
            served.Add(await ServedAsync(model, rows, ct));
            alone.Add(await RawAsync(1, raw, ct));
            everyCore.Add(await RawAsync(Environment.ProcessorCount, raw, ct));
        }
        var (ours, theirs, most) = (Timing.Median(served), Timing.Median(alone), Timing.Median(everyCore));
        await output.WriteLineAsync(
            $"  {name}: served {ours:0} a second ({served.Min():0} to {served.Max():0}), "
                + $"{Environment.ProcessorCount} raw loops {most:0} ({everyCore.Min():0} to "
                + $"{everyCore.Max():0}): {ours / most:0.00}"
        );
        await output.WriteLineAsync(
            $"    one raw loop {theirs:0} ({alone.Min():0} to {alone.Max():0}): {ours / theirs:0.00}"
        );
        return ours / most;
    }

    /// <summary>Answers a second.</summary>
    private static async Task<double> ServedAsync(LoadedModel model, ServingRow[] rows, CancellationToken ct)
    {
        var until = Stopwatch.GetTimestamp() + (long)(Turn.TotalSeconds * Stopwatch.Frequency);
        var started = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, Callers)
                .Select(caller =>
                    Task.Run(
                        async () =>
                        {
                            using var own = CancellationTokenSource.CreateLinkedTokenSource(ct);
                            var n = 0;
                            for (; Stopwatch.GetTimestamp() < until; n++)
                                await model.RunAsync(rows[(caller * 31 + n) % rows.Length], own.Token);
                            return n;
                        },
                        ct
                    )
                )
        );
        return answers.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Rows a second, of all loops together.</summary>
    /// <param name="run">Computes the batch that begins at a row.</param>
    private static async Task<double> RawAsync(int loops, Func<int, Task> run, CancellationToken ct)
    {
        var until = Stopwatch.GetTimestamp() + (long)(Turn.TotalSeconds * Stopwatch.Frequency);
        var started = Stopwatch.GetTimestamp();
        var rows = await Task.WhenAll(
            Enumerable
                .Range(0, loops)
                .Select(loop =>
                    Task.Run(
                        async () =>
                        {
                            var n = 0;
                            for (
                                var at = loop * Batch % Moments;
                                Stopwatch.GetTimestamp() < until;
                                at = (at + Batch) % Moments, n += Batch
                            )
                                await run(at);
                            return n;
                        },
                        ct
                    )
                )
        );
        return rows.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> DifferenceAsync(
        LoadedModel model,
        RawRuns raw,
        ServingMoments moments,
        CancellationToken ct
    )
    {
        var expected = raw.Predict(0, Moments);
        var classes = model.Classes.Count;
        var largest = 0.0;
        foreach (var rows in new[] { moments.Ready, moments.Raw })
        {
            var answers = await Task.WhenAll(rows.Select(row => Task.Run(() => model.RunAsync(row, ct), ct)));
            for (var i = 0; i < rows.Length; i++)
            for (var c = 0; c < classes; c++)
                largest = Math.Max(largest, Math.Abs((double)answers[i].Probabilities[c] - expected[i * classes + c]));
        }
        return largest;
    }
}

/// <summary>The same encoders and the same fusion model in plain calls.</summary>
internal sealed class RawRuns(Encoder[] encoders, FusionPredictor fusion, ServingMoments moments, int batch)
{
    private readonly FusionVectors[] _stacked =
    [
        .. Enumerable.Range(0, moments.Ready.Length / batch).Select(b => Stack(moments.Vectors, b * batch, batch)),
    ];
    private readonly Modalities[] _masks = [.. Enumerable.Repeat(Modalities.All, batch)];

    /// <summary>The fusion model alone, on prepared matrices.</summary>
    public Task FuseAsync(int at)
    {
        fusion.Predict(_stacked[at / batch], _masks);
        return Task.CompletedTask;
    }

    /// <summary>Decoding on every core, then each encoder, then the fusion model.</summary>
    public async Task EncodeAndFuseAsync(int at)
    {
        var vectors = new ModalityMatrix[encoders.Length];
        for (var m = 0; m < encoders.Length; m++)
        {
            var values = new float[batch * encoders[m].Spec.Dimension];
            var inputs = Enumerable.Range(0, batch).Select(i => (i, moments.Inputs[m][at + i])).ToAsyncEnumerable();
            await foreach (var one in encoders[m].EncodeAsync(inputs, batch))
                one.Vector!.CopyTo(values, one.Key * encoders[m].Spec.Dimension);
            vectors[m] = new(values, batch, encoders[m].Spec.Dimension);
        }
        fusion.Predict(new(vectors[0], vectors[1], vectors[2]), _masks);
    }

    public float[] Predict(int at, int rows) =>
        fusion.Predict(Stack(moments.Vectors, at, rows), [.. Enumerable.Repeat(Modalities.All, rows)]);

    private static FusionVectors Stack(float[][][] vectors, int at, int rows)
    {
        var matrices = vectors
            .Select(m => new ModalityMatrix([.. m.AsSpan(at, rows).ToArray().SelectMany(v => v)], rows, m[0].Length))
            .ToArray();
        return new(matrices[0], matrices[1], matrices[2]);
    }
}
