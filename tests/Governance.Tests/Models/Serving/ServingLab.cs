using Governance.Catalog;
using Governance.Consent;
using Governance.Inference.Fusion;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Testing;
using Governance.Tests.Embeddings;
using Governance.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Models.Serving;

/// <summary>
/// Six subjects' visits, imported and embedded with the reference encoders, a small model really trained on them (is the
/// light dim or bright?), and the alias that answers.
/// </summary>
internal sealed class ServingLab : IAsyncDisposable
{
    public const string Model = "light",
        Alias = "champion";

    private static readonly Actor Second = new(
        Guid.Parse("00000000-0000-7000-8000-000000000003"),
        "second@test",
        new HashSet<string> { "*" }
    );

    private ServingLab(EmbeddingLab world) => World = world;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public EmbeddingLab World { get; }
    public Slice Slice => World.Slice;
    public ModelServing Serving => Slice.Get<ModelServing>();

    public static async Task<ServingLab> OpenAsync(TestDatabase server, params (string Key, string Value)[] settings)
    {
        var lab = new ServingLab(
            await EmbeddingLab.OpenAsync(server, 6, more: services => services.AddModels(), settings: settings)
        );
        await lab.World.EmbedAsync(Modality.Text, Modality.Image, Modality.Sensor);
        await lab.TrainAsync(seed: 1);
        await lab.PromoteAsync(1);
        return lab;
    }

    public async Task TrainAsync(long seed)
    {
        var started = await Slice
            .Get<Trainings>()
            .StartAsync(
                Slice.Steward,
                new(
                    Model,
                    World.Version.Id,
                    World.Purpose.Code,
                    new(LabelOrigin.Stratum, "light"),
                    [.. World.Encoders.Values.Select(e => e.Id)],
                    [FusionKind.Early],
                    Seed: seed,
                    Options: new()
                    {
                        Hidden = 8,
                        Epochs = 3,
                        Batch = 8,
                    }
                ),
                Ct
            );
        Assert.True(started.Ok, started.Refusal?.What);
        await Slice.WorkAsync();
        var run = await Slice.RunAsync(started.Value[0].Run.Id);
        Assert.True(run.Error is null, run.Error);
    }

    public async Task PromoteAsync(int number)
    {
        var proposal = await Slice
            .Get<ModelAliases>()
            .ProposeAsync(Slice.Steward, Model, Alias, number, "it reads the light", Ct);
        Assert.True(proposal.Ok, proposal.Refusal?.What);
        var moved = await Slice.Get<ModelAliases>().ApproveAsync(Second, proposal.Value.Proposal.Id, Ct);
        Assert.True(moved.Ok, moved.Refusal?.What);
    }

    /// <summary>One moment as it would come from outside.</summary>
    public static PredictionInput Moment(int n = 1) =>
        new($"The seal of pump {n} weeps at the flange", Pictures.Jpeg(100 + n, 90), [Heat(n)]);

    public static SeriesPart Heat(int n = 1, string channel = "c", string unit = "Cel") =>
        new(
            channel,
            unit,
            [.. Enumerable.Range(0, 40).Select(i => i * 30 * NanoTime.PerSecond)],
            [.. Enumerable.Range(0, 40).Select(i => 20 + n + 3 * Math.Sin(i * .2 * n))]
        );

    public Task<Result<PredictionAnswer>> AskAsync(PredictionInput input, Actor? actor = null) =>
        Serving.PredictAsync(actor ?? Slice.Steward, Model, Alias, input, Ct);

    public async Task<PredictionAnswer> AnswerAsync(PredictionInput input)
    {
        var answer = await AskAsync(input);
        Assert.True(answer.Ok, answer.Refusal?.What);
        return answer.Value;
    }

    public async Task<ModelVersion> VersionAsync(int number)
    {
        await using var db = Slice.Db();
        return await db.Set<ModelVersion>().AsNoTracking().SingleAsync(v => v.Number == number, Ct);
    }

    /// <summary>What the version's file says of itself.</summary>
    public async Task<FusionPredictor> FileAsync(int number = 1)
    {
        await using var stream = await Slice
            .Get<IBlobStore>()
            .OpenReadAsync((await VersionAsync(number)).OnnxDigest!, Ct);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Ct);
        return new(bytes.ToArray());
    }

    /// <summary>The lines of the log as the database holds them.</summary>
    public async Task<List<string>> LogAsync()
    {
        await using var db = Slice.Db();
        return await db
            .Database.SqlQuery<string>($"SELECT to_jsonb(p)::text AS \"Value\" FROM predictions p")
            .ToListAsync(Ct);
    }

    /// <summary>A subject's samples, by key: the third has no photo.</summary>
    public async Task<List<Sample>> SamplesAsync(Subject subject) =>
        [
            .. (await World.AllAsync<Sample>())
                .Where(s => s.SubjectId == subject.Id)
                .OrderBy(s => s.Key, StringComparer.Ordinal),
        ];

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
