using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Inference.Fusion;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Models;

public sealed class TrainingTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_is_trained_exported_and_witnessed_with_what_it_learned_from()
    {
        await using var lab = await TrainingLab.OpenAsync(server);
        var started = await lab.TrainAsync(kinds: [FusionKind.Early, FusionKind.Attention]);
        Assert.Equal([1, 2], started.Select(s => s.Number));
        foreach (var one in started) await lab.SucceededAsync(one);

        var row = (await lab.Registry.VersionAsync(Slice.Steward, "fault", 1, Ct)).Value;
        var version = row.Version;
        Assert.Equal(ModelVersionState.Ready, version.State);
        Assert.True(version.Parity < 1e-5);
        Assert.Null(version.CheckpointDigest);
        Assert.Equal(TrainingLab.Epochs, version.Losses.Count);
        Assert.Equal(120, row.Places.Values.Sum());
        Assert.Equal(1.0, version.Metrics!.Accuracy.Value, 1);
        Assert.True(version.Metrics.Accuracy.Low < version.Metrics.Accuracy.High);
        Assert.Equal(["early", "late", "attention", "text alone", "image alone", "class frequencies"], version.Metrics.Comparison.Select(c => c.Name));
        Assert.Equal("early", Assert.Single(version.Metrics.Comparison, c => c.Chosen).Name);
        Assert.True(await lab.Slice.Get<IBlobStore>().ExistsAsync(version.OnnxDigest!, Ct));

        await using var db = lab.Slice.Db();
        var places = await db.Set<ModelVersionSample>().Where(p => p.VersionId == version.Id).ToListAsync(Ct);
        Assert.All(places.GroupBy(p => p.SubjectOrdinal), g => Assert.Single(g.Select(p => p.Role).Distinct()));
        Assert.Equal(3, places.Select(p => p.Role).Distinct().Count());
        Assert.Contains("model-version.trained", await db.Set<LedgerEntry>().Where(e => e.ThingId == version.Id).Select(e => e.Kind).ToListAsync(Ct));
        var back = await lab.Slice.Get<ProvenanceGraph>().BackFromAsync(ThingKey.ModelVersion(version.Id), Ct);
        Assert.Contains(back.SelectMany(s => s.Edges), e => e.Input == ThingKey.Version(lab.Cut.Id));
        Assert.Contains(back.SelectMany(s => s.Edges), e => e.Output == ThingKey.Version(lab.Cut.Id));
    }

    [Fact]
    public async Task Killed_between_epochs_it_goes_on_and_ends_in_the_same_file()
    {
        await using var lab = await TrainingLab.OpenAsync(server);
        var whole = (await lab.TrainAsync()).Single();
        await lab.SucceededAsync(whole);

        var broken = (await lab.TrainAsync(work: false)).Single();
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var job = lab.Slice.Get<IServiceScopeFactory>().CreateScope().ServiceProvider.GetRequiredService<TrainJob>();
        var running = job.RunAsync(new RunContext(broken.Run.Id, broken.VersionId, lab.Slice.Get<IDbContextFactory<GovernanceDb>>(), lab.Slice.Time), killed.Token);
        while ((await lab.VersionAsync(broken.VersionId)).Losses.Count < 3) await Task.Delay(5, Ct);
        await killed.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var half = await lab.VersionAsync(broken.VersionId);
        Assert.Equal(ModelVersionState.Training, half.State);
        Assert.InRange(half.Losses.Count, 3, TrainingLab.Epochs - 1);
        Assert.NotNull(half.CheckpointDigest);

        await lab.Slice.WorkAsync();
        await lab.SucceededAsync(broken);
        var (first, second) = (await lab.VersionAsync(whole.VersionId), await lab.VersionAsync(broken.VersionId));
        Assert.Equal(first.OnnxDigest, second.OnnxDigest);
        Assert.Equal(first.Losses, second.Losses);
        Assert.False(await lab.Slice.Get<IBlobStore>().ExistsAsync(half.CheckpointDigest, Ct));
        await using var db = lab.Slice.Db();
        Assert.Equal(120, await db.Set<ModelVersionSample>().CountAsync(p => p.VersionId == broken.VersionId, Ct));
    }

    [Fact]
    public async Task Consent_that_goes_while_it_waits_keeps_the_subject_out()
    {
        await using var lab = await TrainingLab.OpenAsync(server);
        var started = (await lab.TrainAsync(work: false)).Single();
        await lab.Slice.ConsentAsync(lab.Subjects[0], lab.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        await lab.Slice.WorkAsync();
        await lab.SucceededAsync(started);
        var version = await lab.VersionAsync(started.VersionId);
        Assert.Equal(20, version.Excluded["withdrawn"]);
        Assert.Empty((await lab.Registry.TaughtBySubjectAsync(Slice.Steward, lab.Subjects[0].Id, Ct)).Value);
        Assert.Equal(0, (await lab.Registry.VersionAsync(Slice.Steward, started.VersionId, Ct)).Value.Cover.Lost);

        foreach (var subject in lab.Subjects.Skip(1)) await lab.Slice.ConsentAsync(subject, lab.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        Assert.IsType<NoEmbeddings>((await lab.Desk.StartAsync(Slice.Steward, lab.Wanted(), Ct)).Refusal);
    }

    [Fact]
    public async Task A_run_whose_data_is_gone_fails_in_words_and_leaves_no_bytes()
    {
        await using var lab = await TrainingLab.OpenAsync(server);
        var started = (await lab.TrainAsync(work: false)).Single();
        foreach (var subject in lab.Subjects.Skip(2)) await lab.Slice.ConsentAsync(subject, lab.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        await lab.Slice.WorkAsync();
        var run = await lab.Slice.RunAsync(started.Run.Id);
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("2 subjects", run.Error, StringComparison.Ordinal);
        var version = await lab.VersionAsync(started.VersionId);
        Assert.Equal((ModelVersionState.Failed, run.Error), (version.State, version.Error));
        var refused = await lab.Slice.Get<AliasDesk>().ProposeAsync(Slice.Steward, "fault", "champion", 1, "r", Ct);
        Assert.Equal(ModelVersionState.Failed, Assert.IsType<VersionNotReady>(refused.Refusal).State);
    }

    [Fact]
    public async Task What_cannot_be_trained_is_refused_before_a_run_begins()
    {
        await using var lab = await TrainingLab.OpenAsync(server);
        var good = lab.Wanted();
        Assert.IsType<LabelUnknown>((await lab.Desk.StartAsync(Slice.Steward, good with { Label = new(LabelOrigin.Stratum, "colour") }, Ct)).Refusal);
        Assert.IsType<OneClassOnly>((await lab.Desk.StartAsync(Slice.Steward, good with { Label = new(LabelOrigin.Stratum, "site") }, Ct)).Refusal);
        Assert.IsType<NoKindChosen>((await lab.Desk.StartAsync(Slice.Steward, good with { Kinds = [] }, Ct)).Refusal);
        Assert.IsType<NoEncoderNamed>((await lab.Desk.StartAsync(Slice.Steward, good with { EncoderIds = [] }, Ct)).Refusal);
        Assert.IsType<ModelNameUnusable>((await lab.Desk.StartAsync(Slice.Steward, good with { Model = "The Model" }, Ct)).Refusal);
        Assert.IsType<NotFound>((await lab.Desk.StartAsync(Slice.Steward, good with { Purpose = "war" }, Ct)).Refusal);
        Assert.IsType<NotAllowed>((await lab.Desk.StartAsync(Slice.Nobody, good, Ct)).Refusal);
        await lab.TrainAsync();
        Assert.IsType<LabelDiffers>((await lab.Desk.StartAsync(Slice.Steward, good with { Label = new(LabelOrigin.Stratum, "site") }, Ct)).Refusal);

        var outlook = (await lab.Desk.OutlookAsync(Slice.Steward, good, Ct)).Value;
        Assert.Equal((120, 6), (outlook.Usable, outlook.Subjects));
        Assert.Equal(60, outlook.Classes["leak"]);
        Assert.Equal((120, 60, 0), (outlook.Seen[Modality.Text], outlook.Seen[Modality.Image], outlook.Seen[Modality.Sensor]));
        Assert.Equal(["fault"], (await lab.Desk.LabelsAsync(Slice.Steward, lab.Cut.Id, Ct)).Value.Select(l => l.Source.Field));
    }

    /// <summary>Six subjects with twenty samples each, vectors that tell the class, and everybody's consent.</summary>
    private sealed class TrainingLab : IAsyncDisposable
    {
        public const int Epochs = 25;
        private const int Dimension = 6;

        private TrainingLab(Slice slice) => Slice = slice;

        public Slice Slice { get; }
        public TrainingDesk Desk => Slice.Get<TrainingDesk>();
        public ModelRegistry Registry => Slice.Get<ModelRegistry>();
        public Purpose Purpose { get; private set; } = default!;
        public IReadOnlyList<Subject> Subjects { get; private set; } = [];
        public DatasetVersion Cut { get; private set; } = default!;
        private List<Encoder> Encoders { get; } = [];

        public static async Task<TrainingLab> OpenAsync(TestDatabase server)
        {
            var slice = await Slice.OpenAsync(server, services => services
                .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddModels());
            var lab = new TrainingLab(slice) { Purpose = await slice.PurposeAsync() };
            (var dataset, lab.Subjects, var samples) = await slice.PumpsAsync(6, 20, ("fault", ["none", "leak", "leak", "none"]), ("site", ["north"]));
            foreach (var subject in lab.Subjects) await slice.ConsentAsync(subject, lab.Purpose);
            var recipe = new Recipe(new SampleQuery(Purpose: lab.Purpose.Code), [], AllocationScheme.Proportional, samples.Count, 1);
            var draft = (await slice.Get<RecipeBook>().DraftAsync(Slice.Steward, dataset.Id, "All", recipe, Ct)).Value;
            await slice.Get<RecipeBook>().SealAsync(Slice.Steward, draft.Id, Ct);
            await slice.WorkAsync();
            await using var db = slice.Db();
            lab.Cut = await db.Set<DatasetVersion>().AsNoTracking().SingleAsync(v => v.Id == draft.Id, Ct);
            await lab.EmbedAsync(db, samples);
            return lab;
        }

        public NewTraining Wanted(params FusionKind[] kinds) => new(
            "fault", Cut.Id, Purpose.Code, new(LabelOrigin.Stratum, "fault"), [.. Encoders.Select(e => e.Id)], kinds.Length == 0 ? [FusionKind.Early] : kinds,
            Seed: 7, Options: new() { Hidden = 16, Epochs = Epochs, Batch = 16, LearningRate = 0.01f, KeepBest = false });

        public async Task<IReadOnlyList<StartedTraining>> TrainAsync(FusionKind[]? kinds = null, bool work = true)
        {
            var started = await Desk.StartAsync(Slice.Steward, Wanted(kinds ?? []), Ct);
            Assert.True(started.Ok, started.Refusal?.What);
            if (work) await Slice.WorkAsync();
            return started.Value;
        }

        public async Task SucceededAsync(StartedTraining training)
        {
            var run = await Slice.RunAsync(training.Run.Id);
            Assert.True(run.State == RunState.Succeeded, run.Error);
        }

        public async Task<ModelVersion> VersionAsync(Guid id)
        {
            await using var db = Slice.Db();
            return await db.Set<ModelVersion>().AsNoTracking().SingleAsync(v => v.Id == id, Ct);
        }

        public ValueTask DisposeAsync() => Slice.DisposeAsync();

        private async Task EmbedAsync(GovernanceDb db, IReadOnlyList<Sample> samples)
        {
            var random = new Random(5);
            foreach (var modality in new[] { Modality.Text, Modality.Image })
            {
                var encoder = new Encoder
                {
                    Name = $"test {modality}",
                    Modality = modality,
                    Spec = "{}",
                    OnnxDigest = new('e', 64),
                    OnnxBytes = 1,
                    Digest = new(modality == Modality.Text ? 'b' : 'c', 64),
                    Dimension = Dimension,
                    Parameters = 1,
                    BuiltIn = false,
                    CheckedAt = Slice.Start,
                    CheckedOn = "test",
                    DryRun = "test",
                    CreatedAt = Slice.Start,
                    CreatedBy = "test",
                    State = EncoderState.Active,
                };
                var run = new Run { Kind = "test", Title = "test", TargetId = Cut.Id, StartedById = Guid.Empty, StartedBy = "test", CreatedAt = Slice.Start };
                var set = new EmbeddingSet
                {
                    EncoderId = encoder.Id,
                    VersionId = Cut.Id,
                    PurposeId = Purpose.Id,
                    RunId = run.Id,
                    Modality = modality,
                    EncoderDigest = encoder.Digest,
                    StartedAt = Slice.Start,
                    StartedBy = "test",
                };
                Encoders.Add(encoder);
                db.AddRange(encoder, run, set);
                foreach (var sample in samples.Where(s => (s.Present & modality.AsSet()) != 0))
                {
                    var sign = sample.Strata["fault"] == "leak" ? 1f : -1f;
                    db.Add(new Embedding
                    {
                        EncoderId = encoder.Id,
                        SampleId = sample.Id,
                        SetId = set.Id,
                        InputDigest = new('d', 64),
                        Vector = [.. Enumerable.Range(0, Dimension).Select(i => (i == 0 ? 2 * sign : 0) + (float)random.NextDouble() - 0.5f)],
                    });
                }
            }
            Slice.Get<LedgerBook>().Append(db, Slice.Steward, "test.seeded", Cut.Id);
            await db.SaveChangesAsync(Ct);
        }
    }
}
