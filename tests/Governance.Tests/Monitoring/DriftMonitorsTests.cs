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

    private static async Task<string> FingerprintAsync(Slice slice)
    {
        await using var db = slice.Db();
        return $"{await db.Set<LedgerEntry>().CountAsync(Ct)} {await db.Set<DriftAlert>().CountAsync(Ct)} "
            + $"{string.Join(',', await db.Set<DriftCheck>().Select(c => c.Digest).ToListAsync(Ct))}";
    }
}
