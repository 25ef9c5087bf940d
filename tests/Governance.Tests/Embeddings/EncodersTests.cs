using Governance.Embeddings;
using Governance.Inference.Onnx;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Testing;
using Governance.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Embeddings;

public sealed class EncodersTests(TestDatabase server)
{
    private const string TwoNumbers =
        """{ "modality": "text", "output": "y", "dimension": 2, "text": { "ngrams": { "input": "x", "buckets": 4 } } }""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] Linear(params float[] weights) =>
        new OnnxGraph("linear")
            .Input("x", OnnxType.Float, "N", 4)
            .Constant("w", weights, 4, 2)
            .Node("MatMul", ["x", "w"], ["y"])
            .Output("y", OnnxType.Float, "N", 2)
            .ToBytes();

    private static Task<Result<Encoder>> RegisterAsync(
        EmbeddingLab lab,
        string spec,
        byte[] onnx,
        string name = "Mine",
        Actor? actor = null
    ) => lab.Registered.RegisterAsync(actor ?? Slice.Steward, name, spec, new MemoryStream(onnx), Ct);

    [Fact]
    public async Task The_built_in_encoders_are_there_once_however_often_the_host_starts()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server, subjects: 0);
        await lab.Registered.EnsureBuiltInAsync(Ct);

        var rows = (await lab.Registered.ListAsync(Slice.Steward, Ct)).Value;

        Assert.Equal([Modality.Text, Modality.Image, Modality.Sensor], rows.Select(r => r.Encoder.Modality));
        Assert.All(rows, r =>
            Assert.Equal((true, 128, EncoderState.Active), (r.Encoder.BuiltIn, r.Encoder.Dimension, r.Encoder.State))
        );
        Assert.All(rows, r =>
            Assert.Contains("Test input gave vectors of 128", r.Encoder.DryRun, StringComparison.Ordinal)
        );
        Assert.IsType<EncoderIsBuiltIn>(
            (await lab.Registered.RetireAsync(Slice.Steward, rows[0].Encoder.Id, Ct)).Refusal
        );
    }

    [Fact]
    public async Task An_encoder_that_passes_is_kept_with_its_bytes_and_its_trial()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server, subjects: 0);

        var registered = await RegisterAsync(lab, TwoNumbers, Linear(1, 2, 3, 4, 5, 6, 7, 8));

        Assert.True(registered.Ok, registered.Refusal?.What);
        var encoder = registered.Value;
        Assert.Equal(
            (2, 8L, "CPUExecutionProvider", false),
            (encoder.Dimension, encoder.Parameters, encoder.CheckedOn, encoder.BuiltIn)
        );
        Assert.True(await lab.Slice.Get<IBlobStore>().ExistsAsync(encoder.OnnxDigest, Ct));
        Assert.Single(await lab.AllAsync<LedgerEntry>(), e =>
            e.Kind == "encoder.registered" && e.ThingId == encoder.Id
        );
        Assert.IsType<EncoderAlreadyRegistered>(
            (await RegisterAsync(lab, TwoNumbers, Linear(1, 2, 3, 4, 5, 6, 7, 8), "Another name")).Refusal
        );
        Assert.IsType<EncoderNameTaken>((await RegisterAsync(lab, TwoNumbers, Linear(8, 7, 6, 5, 4, 3, 2, 1))).Refusal);
        Assert.True((await lab.Registered.RetireAsync(Slice.Steward, encoder.Id, Ct)).Ok);
        Assert.IsType<EncoderIsRetired>((await lab.Registered.RetireAsync(Slice.Steward, encoder.Id, Ct)).Refusal);
    }

    [Fact]
    public async Task What_cannot_be_used_is_refused_in_words_and_nothing_of_it_is_kept()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server, subjects: 0);
        var sound = Linear(1, 2, 3, 4, 5, 6, 7, 8);
        var before = Blobs(lab);
        var cases = new (string Why, string Spec, byte[] Onnx)[]
        {
            (
                "pointer",
                TwoNumbers,
                System.Text.Encoding.ASCII.GetBytes(
                    "version https://git-lfs.github.com/spec/v1\noid "
                        + "sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
                )
            ),
            ("", TwoNumbers, [1, 2, 3, 4]),
            ("NaN", TwoNumbers, Linear(1, float.NaN, 3, 4, 5, 6, 7, 8)),
            ("3", TwoNumbers.Replace("\"dimension\": 2", "\"dimension\": 3", StringComparison.Ordinal), sound),
            ("“z”", TwoNumbers.Replace("\"output\": \"y\"", "\"output\": \"z\"", StringComparison.Ordinal), sound),
            (
                "tokens",
                TwoNumbers.Replace("\"text\": {", "\"tokens\": 4, \"text\": {", StringComparison.Ordinal),
                sound
            ),
            ("JSON", "{ no json", sound),
            ("NUL", TwoNumbers.Replace("\"input\": \"x\"", "\"input\": \"x\\u0000\"", StringComparison.Ordinal), sound),
            (
                "half a character",
                TwoNumbers.Replace("\"input\": \"x\"", "\"input\": \"\\uD800\"", StringComparison.Ordinal),
                sound
            ),
            (
                "null is not allowed here",
                TwoNumbers.Replace("\"dimension\"", "\"fixed\": [null], \"dimension\"", StringComparison.Ordinal),
                sound
            ),
            (
                "1,000,000",
                TwoNumbers.Replace(
                    "\"text\": {",
                    "\"text\": { \"maxCharacters\": 2000000000, ",
                    StringComparison.Ordinal
                ),
                sound
            ),
            (
                "more than 16,777,216",
                """
                { "modality": "series", "output": "y", "dimension": 2,
                  "series": { "input": "x", "channelCount": 256, "samples": 1048576 } }
                """,
                sound
            ),
            (
                "named twice",
                """
                { "modality": "series", "output": "y", "dimension": 2,
                  "series": { "input": "x", "channelCount": 2, "samples": 4, "channels": ["a", "a"] } }
                """,
                sound
            ),
            (
                "null is not allowed here",
                """
                { "modality": "series", "output": "y", "dimension": 2,
                  "series": { "input": "x", "channelCount": 2, "samples": 4, "channels": ["a", null] } }
                """,
                sound
            ),
            (
                "image.deviation[2]: 1e39",
                """
                { "modality": "image", "output": "y", "dimension": 2,
                  "image": { "input": "x", "width": 4, "height": 4, "deviation": [1, 1, 1e39] } }
                """,
                sound
            ),
            (
                "image.mean[2]: 1e39",
                """
                { "modality": "image", "output": "y", "dimension": 2,
                  "image": { "input": "x", "width": 4, "height": 4, "mean": [1, 1, 1e39] } }
                """,
                sound
            ),
            ("Image", TwoNumbers.Replace("\"text\",", "\"image\",", StringComparison.Ordinal), sound),
        };

        foreach (var (why, spec, onnx) in cases)
        {
            var refused = await RegisterAsync(lab, spec, onnx);
            Assert.NotNull(refused.Refusal);
            TestContext.Current.SendDiagnosticMessage($"{refused.Refusal.What} → {refused.Refusal.Remedy}");
            if (why != "JSON")
                Assert.True(
                    refused.Refusal.What.Contains(why, StringComparison.OrdinalIgnoreCase),
                    $"“{why}” is not in: {refused.Refusal.What}"
                );
        }
        Assert.IsType<EncoderNameMissing>((await RegisterAsync(lab, TwoNumbers, sound, " ")).Refusal);
        Assert.IsType<EncoderFileTooLarge>((await RegisterAsync(lab, TwoNumbers, new byte[20_000_001])).Refusal);
        Assert.IsType<NotAllowed>((await RegisterAsync(lab, TwoNumbers, sound, actor: Slice.Nobody)).Refusal);
        Assert.Equal(3, (await lab.AllAsync<Encoder>()).Count);
        Assert.Equal(before, Blobs(lab));
    }

    [Fact]
    public async Task A_retired_or_busy_encoder_says_so()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server, subjects: 1);
        var mine = (await RegisterAsync(lab, TwoNumbers, Linear(1, 2, 3, 4, 5, 6, 7, 8))).Value;
        var started = await lab.Embeddings.StartAsync(Slice.Steward, lab.Version.Id, lab.Purpose.Code, [mine.Id], Ct);

        Assert.IsType<TwoEncodersOfAModality>(
            (
                await lab.Embeddings.StartAsync(
                    Slice.Steward,
                    lab.Version.Id,
                    lab.Purpose.Code,
                    [mine.Id, lab.Encoders[Modality.Text].Id],
                    Ct
                )
            ).Refusal
        );
        Assert.IsType<EncoderIsBusy>((await lab.Registered.RetireAsync(Slice.Steward, mine.Id, Ct)).Refusal);
        await lab.Slice.WorkAsync();
        Assert.Equal(RunState.Succeeded, (await lab.Slice.RunAsync(started.Value[0].Run.Id)).State);
        Assert.True((await lab.Registered.RetireAsync(Slice.Steward, mine.Id, Ct)).Ok);
        Assert.IsType<EncoderIsRetired>(
            (await lab.Embeddings.StartAsync(Slice.Steward, lab.Version.Id, lab.Purpose.Code, [mine.Id], Ct)).Refusal
        );
    }

    [Fact]
    public async Task A_registered_encoder_never_changes_whoever_asks()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server, subjects: 0);
        await using var db = lab.Slice.Db();
        foreach (
            var statement in new[]
            {
                "UPDATE encoders SET dimension = 7",
                "UPDATE encoders SET spec = '[]'",
                "DELETE FROM encoders",
            }
        )
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlRawAsync(statement, Ct));
    }

    [Theory]
    [InlineData("timeseries_silero_vad_16k_op15.onnx", Silero, "state")]
    [InlineData("fusion_phi3v_dummy_embedding.onnx", Phi, "image_features")]
    public async Task An_input_that_the_description_does_not_name_is_refused_and_the_words_name_it(
        string file,
        string spec,
        string named
    )
    {
        var folder = SharedData.Find("data/onnx");
        Assert.SkipWhen(folder is null, $"../shared/data/onnx/{file} is not here.");
        await using var lab = await EmbeddingLab.OpenAsync(server, subjects: 0);
        var without = System.Text.Json.Nodes.JsonNode.Parse(spec)!.AsObject();
        without.Remove("fixed");

        var refused = await RegisterAsync(
            lab,
            without.ToJsonString(),
            await File.ReadAllBytesAsync(Path.Combine(folder, file), Ct),
            file
        );

        Assert.IsType<EncoderUnfit>(refused.Refusal);
        Assert.Contains(named, refused.Refusal.What, StringComparison.Ordinal);
        Assert.Contains("fixed", refused.Refusal.Remedy, StringComparison.Ordinal);
    }

    private const string Silero = """
        { "modality": "series", "output": "output", "dimension": 1,
          "series": { "input": "input", "channelCount": 1, "samples": 512, "normalisation": "none" },
          "fixed": [
            { "name": "state", "type": "float", "dims": [2, -1, 128] },
            { "name": "sr", "type": "int64", "dims": [], "value": 16000 }
          ] }
        """;

    /// <summary>
    /// The text input of a model for text and image, without a picture: one image token of zeros. The file is a stub that
    /// was exported for two rows and returns the same for every input.
    /// </summary>
    private const string Phi = """
        { "modality": "text", "output": "inputs_embeds", "dimension": 3072, "pooling": "mean", "rowsPerCall": 2,
          "text": { "wordPiece": { "ids": "input_ids", "mask": null, "maxTokens": 16,
            "vocabulary": ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "pump", "hot"] } },
          "fixed": [{ "name": "image_features", "type": "float16", "dims": [1, 3072] }] }
        """;

    [Theory]
    [InlineData(
        "image_mnist.onnx",
        """
            { "modality": "image", "output": "Plus214_Output_0", "dimension": 10,
              "image": { "input": "Input3", "width": 28, "height": 28, "channels": "gray", "scale": 1 } }
            """
    )]
    [InlineData(
        "image_ultraface_rfb320.onnx",
        """
            { "modality": "image", "output": "scores", "dimension": 8840,
              "image": { "input": "input", "width": 320, "height": 240, "mean": [0.5, 0.5, 0.5], "deviation": [0.5, 0.5, 0.5] } }
            """
    )]
    [InlineData("timeseries_silero_vad_16k_op15.onnx", Silero)]
    [InlineData("fusion_phi3v_dummy_embedding.onnx", Phi)]
    public async Task Models_of_others_register_and_run(string file, string spec)
    {
        var folder = SharedData.Find("data/onnx");
        Assert.SkipWhen(folder is null, $"../shared/data/onnx/{file} is not here.");
        await using var lab = await EmbeddingLab.OpenAsync(server, subjects: 0);

        var registered = await RegisterAsync(
            lab,
            spec,
            await File.ReadAllBytesAsync(Path.Combine(folder, file), Ct),
            file
        );

        Assert.True(registered.Ok, $"{registered.Refusal?.What} {registered.Refusal?.Remedy}");
        TestContext.Current.SendDiagnosticMessage(registered.Value.DryRun);
        Assert.Equal(
            spec == Phi,
            registered.Value.DryRun.Contains("does not distinguish samples", StringComparison.Ordinal)
        );
    }

    private static string[] Blobs(EmbeddingLab lab) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(lab.Slice.Folder, "blobs"), "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal),
        ];
}
