using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Ledger;
using Governance.Monitoring;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Monitoring;

public sealed class DriftMonitorsTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task About_a_modality_that_samples_have_and_no_vectors_describe_nothing_can_be_told()
    {
        await using var slice = await Slice.OpenAsync(server, s => s.AddEmbeddings().AddMonitoring());
        var world = await World.MakeAsync(slice, Modalities.All);
        var monitor = await world.MonitorAsync();
        var desk = slice.Get<DriftMonitors>();

        Assert.True((await desk.CheckAsync(Slice.Steward, monitor.Id, world.Alike, Ct)).Ok);
        await slice.WorkAsync();

        var check = Assert
            .Single((await desk.ChecksAsync(Slice.Steward, monitor.Id, null, null, Ct)).Value.Items)
            .Check;
        Assert.Equal((DriftVerdict.CannotTell, (bool?)null), (check.Verdict, check.Drifted));
        var untested = Assert.Single(check.Findings!.Modalities, m => !m.Assessed);
        Assert.Equal((0, 1.0, 1.0), (untested.BatchRows, untested.ReferenceMissing, untested.BatchMissing));
    }

    [Fact]
    public async Task A_batch_that_differs_raises_an_alert_that_leads_to_a_recipe_and_one_that_does_not_raises_none()
    {
        await using var slice = await Slice.OpenAsync(server, s => s.AddEmbeddings().AddMonitoring());
        var world = await World.MakeAsync(slice);
        var desk = slice.Get<DriftMonitors>();
        var monitor = await world.MonitorAsync();
        Assert.Equal(CalibrationJob.Trials, monitor.Trials);
        Assert.InRange(monitor.FalseAlarms!.Value, 0, 12);
        Assert.True(monitor.MayAlarm);

        var alike = (await desk.CheckAsync(Slice.Steward, monitor.Id, world.Alike, Ct)).Value;
        var other = (await desk.CheckAsync(Slice.Steward, monitor.Id, world.Other, Ct)).Value;
        await slice.WorkAsync();

        var checks = (await desk.ChecksAsync(Slice.Steward, monitor.Id, null, null, Ct)).Value.Items.ToDictionary(c =>
            c.Check.Id
        );
        Assert.False(checks[alike.Id].Check.Drifted);
        Assert.Equal(DriftVerdict.NoDrift, checks[alike.Id].Check.Verdict);
        var power = Assert.Single(checks[alike.Id].Check.Findings!.Modalities).Power!;
        Assert.Equal((30, 30, 0.5), (power.ReferenceRows, power.BatchRows, power.Shift));
        Assert.True(checks[other.Id].Check.Drifted);
        Assert.Equal(64, checks[other.Id].Check.Digest!.Length);
        var alert = Assert.Single((await desk.AlertsAsync(Slice.Steward, openOnly: true, Ct)).Value);
        Assert.Equal(other.Id, alert.Alert.CheckId);
        Assert.Equal(("part", "other"), (alert.Alert.Attribute, alert.Alert.Value));

        Assert.IsType<AlertNeedsNote>((await desk.CloseAsync(Slice.Steward, alert.Alert.Id, " ", Ct)).Refusal);
        Assert.True(
            (await desk.CloseAsync(Slice.Steward, alert.Alert.Id, "Another camera; a refresh is being curated.", Ct)).Ok
        );
        Assert.IsType<AlertIsClosed>((await desk.CloseAsync(Slice.Steward, alert.Alert.Id, "again", Ct)).Refusal);
        Assert.Equal(0, (await desk.OpenAlertsAsync(Slice.Steward, Ct)).Value);
        await using var db = slice.Db();
        Assert.Equal(2, await db.Set<LedgerEntry>().CountAsync(e => e.Kind == "drift.checked", Ct));
    }

    [Fact]
    public async Task Names_notes_and_purposes_of_monitors_are_read_strictly()
    {
        await using var slice = await Slice.OpenAsync(server, s => s.AddEmbeddings().AddMonitoring());
        await slice.PurposeAsync();
        var desk = slice.Get<DriftMonitors>();
        async Task<Refusal?> RefusalAsync(string name, string purpose) =>
            (await desk.CreateAsync(Slice.Steward, name, await VersionAsync(), purpose, Ct)).Refusal;
        foreach (var name in new[] { "a\0", "a\uFFFE", "a" + (char)0xD800, new string('n', 119) + "😀😀" })
            Assert.Equal("name", Assert.IsType<UnfitText>(await RefusalAsync(name, "research")).Field);
        var unknown = Assert.IsType<UnknownName>(await RefusalAsync("Pumps", "reserach"));
        Assert.Equal(("purpose", "Did you mean “research”? Known: “research”."), (unknown.Field, unknown.Remedy));
        Assert.IsType<UnfitText>(await RefusalAsync("Pumps", "research\0"));
        foreach (var note in new[] { "a\0", "a" + (char)0xDC00, new string('n', 2001) })
            Assert.Equal(
                "note",
                Assert.IsType<UnfitText>((await desk.CloseAsync(Slice.Steward, Guid.NewGuid(), note, Ct)).Refusal).Field
            );

        async Task<Guid> VersionAsync()
        {
            var (dataset, _, _) = await slice.PumpsAsync(1, 2, ("light", ["day"]));
            var recipe = new Recipe(new(Purpose: "research"), [], AllocationScheme.Proportional, 1, 1);
            return (await slice.Get<Recipes>().DraftAsync(Slice.Steward, dataset.Id, "v", recipe, Ct)).Value.Id;
        }
    }

    [Fact]
    public async Task A_run_that_is_done_again_changes_nothing()
    {
        await using var slice = await Slice.OpenAsync(server, s => s.AddEmbeddings().AddMonitoring());
        var world = await World.MakeAsync(slice);
        var monitor = await world.MonitorAsync();
        var check = (await slice.Get<DriftMonitors>().CheckAsync(Slice.Steward, monitor.Id, world.Other, Ct)).Value;
        await slice.WorkAsync();
        var before = await FingerprintAsync(slice);

        // As after kill -9 between the commit and the queue's acknowledgement: the same run is handed out again.
        await slice
            .Get<DriftCheckJob>()
            .RunAsync(
                new RunContext(check.RunId, check.Id, slice.Get<IDbContextFactory<GovernanceDb>>(), slice.Time),
                Ct
            );
        await slice
            .Get<CalibrationJob>()
            .RunAsync(
                new RunContext(monitor.RunId, monitor.Id, slice.Get<IDbContextFactory<GovernanceDb>>(), slice.Time),
                Ct
            );

        Assert.Equal(before, await FingerprintAsync(slice));
    }

    [Fact]
    public async Task Samples_whose_consent_was_withdrawn_are_left_out_and_counted()
    {
        await using var slice = await Slice.OpenAsync(server, s => s.AddEmbeddings().AddMonitoring());
        var world = await World.MakeAsync(slice);
        var monitor = await world.MonitorAsync();
        slice.Time.Advance(TimeSpan.FromMinutes(1));
        foreach (var subject in world.Subjects.Skip(4))
            await slice.ConsentAsync(subject, world.Purpose, ConsentState.Withdrawn, at: slice.Time.GetUtcNow());
        var check = (await slice.Get<DriftMonitors>().CheckAsync(Slice.Steward, monitor.Id, world.Other, Ct)).Value;
        await slice.WorkAsync();

        var run = await slice.RunAsync(check.RunId);
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("No sample of the batch has consent", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_watched_is_refused_with_its_reason()
    {
        await using var slice = await Slice.OpenAsync(server, s => s.AddEmbeddings().AddMonitoring());
        var world = await World.MakeAsync(slice);
        var desk = slice.Get<DriftMonitors>();

        Assert.IsType<NotAllowed>((await desk.CreateAsync(Slice.Nobody, "M", world.Reference, "research", Ct)).Refusal);
        Assert.IsType<MonitorNameMissing>(
            (await desk.CreateAsync(Slice.Steward, " ", world.Reference, "research", Ct)).Refusal
        );
        Assert.IsType<NotFound>((await desk.CreateAsync(Slice.Steward, "M", Guid.NewGuid(), "research", Ct)).Refusal);
        Assert.IsType<UnknownName>(
            (await desk.CreateAsync(Slice.Steward, "M", world.Reference, "nonsense", Ct)).Refusal
        );
        Assert.IsType<VersionHasNoVectors>(
            (await desk.CreateAsync(Slice.Steward, "M", world.Bare, "research", Ct)).Refusal
        );
        var monitor = (await desk.CreateAsync(Slice.Steward, "M", world.Reference, "research", Ct)).Value;
        Assert.IsType<MonitorNameTaken>(
            (await desk.CreateAsync(Slice.Steward, "M", world.Reference, "research", Ct)).Refusal
        );
        Assert.IsType<MonitorNotReady>((await desk.CheckAsync(Slice.Steward, monitor.Id, world.Other, Ct)).Refusal);
        await slice.WorkAsync();
        Assert.IsType<BatchIsReference>(
            (await desk.CheckAsync(Slice.Steward, monitor.Id, world.Reference, Ct)).Refusal
        );
        Assert.IsType<VersionHasNoVectors>((await desk.CheckAsync(Slice.Steward, monitor.Id, world.Bare, Ct)).Refusal);
    }

    [Fact]
    public async Task A_batch_that_shares_samples_with_the_reference_or_has_another_schema_is_refused_by_name()
    {
        await using var slice = await Slice.OpenAsync(server, s => s.AddEmbeddings().AddMonitoring());
        var world = await World.MakeAsync(slice);
        var (desk, monitor) = (slice.Get<DriftMonitors>(), await world.MonitorAsync());
        var mixed = await World.SealAsync(slice, world.DatasetId, "mixed", 120, "reference", "alike");
        var overlaps = Assert.IsType<BatchOverlapsReference>(
            (await desk.CheckAsync(Slice.Steward, monitor.Id, mixed, Ct)).Refusal
        );
        Assert.Equal(("mixed", 60), (overlaps.Version, overlaps.Shared));

        var (dataset, people, samples) = await slice.PumpsAsync(1, 4, ("part", ["else"]));
        await slice.ConsentAsync(people[0], world.Purpose);
        await using (var db = slice.Db())
        {
            var ids = samples.Select(s => s.Id).ToList();
            await db.Set<SamplePart>()
                .Where(p => ids.Contains(p.SampleId) && p.Name == "photo")
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.Name, "thermogram"), Ct);
        }
        var elsewhere = await World.SealAsync(slice, dataset.Id, "elsewhere", 4, "else");
        var schema = Assert.IsType<BatchOfOtherSchema>(
            (await desk.CheckAsync(Slice.Steward, monitor.Id, elsewhere, Ct)).Refusal
        );
        Assert.Equal(
            "Version “elsewhere” does not have the schema of the reference: it lacks photo (image); it has in addition "
                + "thermogram (image).",
            schema.What
        );
        Assert.Empty((await desk.ChecksAsync(Slice.Steward, monitor.Id, null, null, Ct)).Value.Items);
    }

    [Fact]
    public async Task A_batch_of_a_few_samples_is_neither_drift_nor_none()
    {
        await using var slice = await Slice.OpenAsync(server, s => s.AddEmbeddings().AddMonitoring());
        var world = await World.MakeAsync(slice);
        var (desk, monitor) = (slice.Get<DriftMonitors>(), await world.MonitorAsync());
        Assert.All(monitor.Power!, p =>
            Assert.True(p is { Trials: DriftComparison.PowerTrials, IsTooLow: false }, $"{p}")
        );
        var few = await World.SealAsync(slice, world.DatasetId, "few", 5, "other");
        await using (var db = slice.Db())
        {
            await slice.EmbedAsync(await db.Set<Encoder>().SingleAsync(Ct), few, world.Purpose, []);
            await db.Set<EmbeddingSet>()
                .Where(s => s.VersionId == few)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.Embedded, 5), Ct);
        }

        await desk.CheckAsync(Slice.Steward, monitor.Id, few, Ct);
        await slice.WorkAsync();

        var check = Assert
            .Single((await desk.ChecksAsync(Slice.Steward, monitor.Id, null, null, Ct)).Value.Items)
            .Check;
        Assert.NotNull(check.FinishedAt);
        Assert.Equal(DriftVerdict.CannotTell, check.Verdict);
        Assert.Null(check.Drifted);
        Assert.Empty((await desk.AlertsAsync(Slice.Steward, openOnly: false, Ct)).Value);
        Assert.Equal(DriftVerdict.CannotTell, (await desk.FindAsync(Slice.Steward, monitor.Id, Ct)).Value.LastVerdict);
    }

    private static async Task<string> FingerprintAsync(Slice slice)
    {
        await using var db = slice.Db();
        return $"{await db.Set<LedgerEntry>().CountAsync(Ct)} {await db.Set<DriftAlert>().CountAsync(Ct)} "
            + $"{string.Join(',', await db.Set<DriftCheck>().Select(c => c.Digest).ToListAsync(Ct))}";
    }
}
