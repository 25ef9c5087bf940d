using Governance.Inference.Encoders;

namespace Governance.Benchmarks;

/// <summary>
/// The whole embedding job on a real database and blob store (claim, consent gate, reading, decoding, computing, COPY,
/// ledger, provenance) against a bare loop of the encoder over prepared tensors, in the same batches.
/// <para>The bound applies to ResNet-18 and ResNet-50, the smaller of the image encoders in common use. Cheaper encoders are
/// reported too: if computing an image costs less than decoding it (some milliseconds for a photo of 640 × 480), as in the
/// built-in encoders, decoding and writing limit the job.</para>
/// <para>A session computes on one core, so the loop uses one and the job all of them. The ratio to one loop for each core is
/// also reported; against those the job cannot hide its reading.</para>
/// </summary>
internal sealed class EmbeddingBenchmark : IBenchmark
{
    private const int Samples = 256,
        Repetitions = 3;
    private const double Bound = 0.9;

    public string Name => "embedding";

    public async Task<Outcome> RunAsync(TextWriter output, CancellationToken cancellation)
    {
        byte[][] photos = [.. Enumerable.Range(0, Samples).Select(i => MadeUp.Photo(i, 640, 480))];
        string[] notes = [.. Enumerable.Range(0, Samples).Select(MadeUp.Note)];
        await using var place = await EmbeddingWorkplace.OpenAsync(photos, notes, cancellation);
        await output.WriteLineAsync($"  {Samples} samples, photos of 640 × 480");
        EncoderInput[] images = [.. photos.Select(p => EncoderInput.OfImage(p))],
            texts = [.. notes.Select(EncoderInput.OfText)];
        var judged = Math.Min(
            await CompareAsync(place, "ResNet-18", ImageNets.ResNet18(), images, output, cancellation),
            await CompareAsync(place, "ResNet-50", ImageNets.ResNet50(), images, output, cancellation)
        );
        await CompareAsync(place, "small image net", ImageNets.Small(), images, output, cancellation);
        await CompareAsync(place, "image, reference", ReferenceEncoders.Image(), images, output, cancellation);
        await CompareAsync(place, "text, reference", ReferenceEncoders.Text(), texts, output, cancellation);
        foreach (var (name, spec) in Others)
        {
            if (SharedFile(name) is { } file)
                await CompareAsync(
                    place,
                    name,
                    new(spec, await File.ReadAllBytesAsync(file, cancellation)),
                    images,
                    output,
                    cancellation
                );
        }
        return new(judged, "of bare", Bound);
    }

    private static async Task<double> CompareAsync(
        EmbeddingWorkplace place,
        string name,
        EncoderModel model,
        EncoderInput[] inputs,
        TextWriter output,
        CancellationToken ct
    )
    {
        var encoder = await place.RegisterAsync(name, model, ct);
        using var bare = new BareLoop(model, inputs, RowsPerCall(model));
        await place.EmbedAsync(encoder, Samples, ct); // Warm-up.
        bare.Run();
        var (job, alone, everyCore) = (new List<double>(), new List<double>(), new List<double>());
        for (var r = 0; r < Repetitions; r++)
        {
            job.Add(await place.EmbedAsync(encoder, Samples, ct));
            alone.Add(Timing.Seconds(bare.Run));
            everyCore.Add(Timing.Seconds(bare.RunOnEveryCore));
        }
        var (ours, theirs, most) = (Timing.Median(job), Timing.Median(alone), Timing.Median(everyCore));
        await output.WriteLineAsync(
            $"  {name}: job {Samples / ours:0} a second ({ours:0.00} s), bare loop "
                + $"{Samples / theirs:0} ({theirs:0.00} s): {theirs / ours:0.00}; "
                + $"{Environment.ProcessorCount} bare loops at once {Samples / most:0}: {most / ours:0.00}"
        );
        return theirs / ours;
    }

    private static int RowsPerCall(EncoderModel model)
    {
        using var opened = Inference.Encoders.Encoder.Open(model);
        return opened.RowsPerCall;
    }

    /// <summary>Known small models, measured where their files lie in the folder that GOVERNANCE_SHARED names.</summary>
    private static readonly (string Name, EncoderSpec Spec)[] Others =
    [
        (
            "image_mnist.onnx",
            new(
                EncoderModality.Image,
                "Plus214_Output_0",
                10,
                Image: new("Input3", 28, 28, ImageChannels.Gray, Scale: 1)
            )
        ),
        (
            "image_ultraface_rfb320.onnx",
            new(
                EncoderModality.Image,
                "scores",
                8840,
                Image: new("input", 320, 240, Mean: [.5f, .5f, .5f], Deviation: [.5f, .5f, .5f])
            )
        ),
    ];

    private static string? SharedFile(string name) =>
        Environment.GetEnvironmentVariable("GOVERNANCE_SHARED") is { Length: > 0 } folder
        && Path.Combine(folder, "data", "onnx", name) is var file
        && File.Exists(file)
            ? file
            : null;
}
