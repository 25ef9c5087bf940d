using Governance.Catalog;
using Governance.Consent;
using Governance.Inference.Fusion;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Models;

public sealed class TrainingTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_is_trained_exported_and_witnessed_with_what_it_learned_from()
    {
        await using var lab = await OpenAsync(server);
        var started = await lab.TrainAsync(lab.Wanted(FusionKind.Early, FusionKind.Attention));
        Assert.Equal([1, 2], started.Select(s => s.Number));
        foreach (var one in started)
            await lab.SucceededAsync(one);

        var row = (await lab.Registry.VersionAsync(Slice.Steward, "fault", 1, Ct)).Value;
        var version = row.Version;
        Assert.Equal(ModelVersionState.Ready, version.State);
        Assert.True(version.Parity < 1e-5);
        Assert.Null(version.CheckpointDigest);
        Assert.Equal(lab.Wanted().Options!.Epochs, version.Losses.Count);
        Assert.Equal(120, row.Places.Values.Sum());
        Assert.Equal(1.0, version.Metrics!.Accuracy.Value, 1);
        Assert.True(version.Metrics.Accuracy.Low < version.Metrics.Accuracy.High);
        Assert.Equal(
            ["early", "late", "attention", "text alone", "image alone", "class frequencies"],
            version.Metrics.Comparison.Select(c => c.Name)
        );
        Assert.Equal("early", Assert.Single(version.Metrics.Comparison, c => c.Chosen).Name);
        Assert.True(await lab.Slice.Get<IBlobStore>().ExistsAsync(version.OnnxDigest!, Ct));

        await using var db = lab.Slice.Db();
        var places = await db.Set<ModelVersionSample>().Where(p => p.VersionId == version.Id).ToListAsync(Ct);
        Assert.All(places.GroupBy(p => p.SubjectOrdinal), g => Assert.Single(g.Select(p => p.Role).Distinct()));
        Assert.Equal(3, places.Select(p => p.Role).Distinct().Count());
        Assert.Contains(
            "model-version.trained",
            await db.Set<LedgerEntry>().Where(e => e.ThingId == version.Id).Select(e => e.Kind).ToListAsync(Ct)
        );
        var back = await lab.Slice.Get<ProvenanceGraph>().BackFromAsync(ThingKey.ModelVersion(version.Id), Ct);
        Assert.Contains(back.SelectMany(s => s.Edges), e => e.Input == ThingKey.Version(lab.Cut.Id));
        Assert.Contains(back.SelectMany(s => s.Edges), e => e.Output == ThingKey.Version(lab.Cut.Id));
    }

    [Fact]
    public async Task Killed_between_epochs_it_goes_on_and_ends_in_the_same_file()
    {
        await using var lab = await OpenAsync(server);
        var whole = (await lab.TrainAsync()).Single();
        await lab.SucceededAsync(whole);

        var broken = (await lab.TrainAsync(work: false)).Single();
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var job = lab.Slice.Get<IServiceScopeFactory>().CreateScope().ServiceProvider.GetRequiredService<TrainJob>();
        var running = job.RunAsync(
            new RunContext(
                broken.Run.Id,
                broken.VersionId,
                lab.Slice.Get<IDbContextFactory<GovernanceDb>>(),
                lab.Slice.Time
            ),
            killed.Token
        );
        while ((await lab.VersionAsync(broken.VersionId)).Losses.Count < 3)
            await Task.Delay(5, Ct);
        await killed.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var half = await lab.VersionAsync(broken.VersionId);
        Assert.Equal(ModelVersionState.Training, half.State);
        Assert.True(half.Losses.Count >= 3, $"{half.Losses.Count} epochs before the kill");
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
        await using var lab = await OpenAsync(server);
        var started = (await lab.TrainAsync(work: false)).Single();
        var leaver = (await lab.SubjectsAsync(SplitPart.Train))[0];
        await lab.Slice.ConsentAsync(leaver, lab.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        await lab.Slice.WorkAsync();
        await lab.SucceededAsync(started);
        var version = await lab.VersionAsync(started.VersionId);
        Assert.Equal(20, version.Excluded["withdrawn"]);
        Assert.Empty((await lab.Registry.TaughtBySubjectAsync(Slice.Steward, leaver.Id, Ct)).Value);
        Assert.Equal(0, (await lab.Registry.VersionAsync(Slice.Steward, started.VersionId, Ct)).Value.Cover.Lost);

        foreach (var subject in lab.Subjects.Where(s => s.Id != leaver.Id))
            await lab.Slice.ConsentAsync(subject, lab.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        Assert.IsType<NoEmbeddings>((await lab.Trainings.StartAsync(Slice.Steward, lab.Wanted(), Ct)).Refusal);
    }

    [Fact]
    public async Task A_run_whose_data_is_gone_fails_in_words_and_leaves_no_bytes()
    {
        await using var lab = await OpenAsync(server);
        var started = (await lab.TrainAsync(work: false)).Single();
        foreach (var subject in lab.Subjects.Skip(2))
            await lab.Slice.ConsentAsync(subject, lab.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        await lab.Slice.WorkAsync();
        var run = await lab.Slice.RunAsync(started.Run.Id);
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("2 subjects", run.Error, StringComparison.Ordinal);
        var version = await lab.VersionAsync(started.VersionId);
        Assert.Equal((ModelVersionState.Failed, run.Error), (version.State, version.Error));
        var refused = await lab.Slice.Get<ModelAliases>().ProposeAsync(Slice.Steward, "fault", "champion", 1, "r", Ct);
        Assert.Equal(ModelVersionState.Failed, Assert.IsType<VersionNotReady>(refused.Refusal).State);
    }

    [Fact]
    public async Task What_cannot_be_trained_is_refused_before_a_run_begins()
    {
        await using var lab = await OpenAsync(server);
        var good = lab.Wanted();
        var unknown = Assert.IsType<UnknownName>(
            (
                await lab.Trainings.StartAsync(
                    Slice.Steward,
                    good with
                    {
                        Label = new(LabelOrigin.Stratum, "sites"),
                    },
                    Ct
                )
            ).Refusal
        );
        Assert.Equal(("label.field", "Did you mean “site”? Known: “fault”, “site”."), (unknown.Field, unknown.Remedy));
        Assert.IsType<NotFound>(
            (
                await lab.Trainings.StartAsync(
                    Slice.Steward,
                    good with
                    {
                        Label = new(LabelOrigin.Choice, "leak", Guid.NewGuid()),
                    },
                    Ct
                )
            ).Refusal
        );
        Assert.IsType<TrainingUnusable>(
            (
                await lab.Trainings.StartAsync(
                    Slice.Steward,
                    good with
                    {
                        Label = good.Label with { ProjectId = Guid.NewGuid() },
                    },
                    Ct
                )
            ).Refusal
        );
        Assert.Equal(
            "title",
            Assert
                .IsType<UnfitText>(
                    (await lab.Trainings.StartAsync(Slice.Steward, good with { Title = new('t', 121) }, Ct)).Refusal
                )
                .Field
        );
        Assert.Equal(
            "intendedUse",
            Assert
                .IsType<UnfitText>(
                    (await lab.Trainings.StartAsync(Slice.Steward, good with { IntendedUse = "a\0" }, Ct)).Refusal
                )
                .Field
        );
        foreach (
            var options in new FusionOptions[]
            {
                new() { Epochs = 0 },
                new() { Epochs = 1_000_000_000 },
                new() { LearningRate = float.NaN },
                new() { WeightDecay = float.PositiveInfinity },
                new() { Batch = -1 },
            }
        )
            Assert.Contains(
                "is out of range",
                Assert
                    .IsType<TrainingUnusable>(
                        (await lab.Trainings.StartAsync(Slice.Steward, good with { Options = options }, Ct)).Refusal
                    )
                    .What,
                StringComparison.Ordinal
            );
        Assert.IsType<TrainingUnusable>(
            (await lab.Trainings.StartAsync(Slice.Steward, good with { Seed = long.MaxValue }, Ct)).Refusal
        );
        Assert.IsType<NoKindChosen>(
            (await lab.Trainings.StartAsync(Slice.Steward, good with { Kinds = [(FusionKind)9] }, Ct)).Refusal
        );
        Assert.IsType<OneClassOnly>(
            (
                await lab.Trainings.StartAsync(
                    Slice.Steward,
                    good with
                    {
                        Label = new(LabelOrigin.Stratum, "site"),
                    },
                    Ct
                )
            ).Refusal
        );
        Assert.IsType<NoKindChosen>(
            (await lab.Trainings.StartAsync(Slice.Steward, good with { Kinds = [] }, Ct)).Refusal
        );
        Assert.IsType<NoEncoderNamed>(
            (await lab.Trainings.StartAsync(Slice.Steward, good with { EncoderIds = [] }, Ct)).Refusal
        );
        Assert.IsType<ModelNameUnusable>(
            (await lab.Trainings.StartAsync(Slice.Steward, good with { Model = "The Model" }, Ct)).Refusal
        );
        Assert.Equal(
            "Known: “research”.",
            Assert
                .IsType<UnknownName>(
                    (await lab.Trainings.StartAsync(Slice.Steward, good with { Purpose = "war" }, Ct)).Refusal
                )
                .Remedy
        );
        Assert.IsType<NotAllowed>((await lab.Trainings.StartAsync(Slice.Nobody, good, Ct)).Refusal);
        await lab.TrainAsync();
        Assert.IsType<LabelDiffers>(
            (
                await lab.Trainings.StartAsync(
                    Slice.Steward,
                    good with
                    {
                        Label = new(LabelOrigin.Stratum, "site"),
                    },
                    Ct
                )
            ).Refusal
        );

        var outlook = (await lab.Trainings.OutlookAsync(Slice.Steward, good, Ct)).Value;
        Assert.Equal((120, 6), (outlook.Usable, outlook.Subjects));
        Assert.Equal(60, outlook.Classes["leak"]);
        Assert.Equal(
            (120, 60, 0),
            (outlook.Seen[Modality.Text], outlook.Seen[Modality.Image], outlook.Seen[Modality.Sensor])
        );
        Assert.Equal(
            ["fault"],
            (await lab.Trainings.LabelsAsync(Slice.Steward, lab.Cut.Id, Ct)).Value.Select(l => l.Source.Field)
        );
    }

    private static Task<TrainingLab> OpenAsync(TestDatabase server) =>
        TrainingLab.OpenAsync(server, 6, new(Text: 2, Image: 2, Noise: 0.5f), ("site", ["north"]));
}
