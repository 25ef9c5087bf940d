using Governance.Catalog;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Ledger;
using Governance.Monitoring;
using Governance.Platform;
using Governance.Testing;
using Governance.Tests.Consent;
using Governance.Tests.Monitoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Platform;

/// <summary>A job that is cancelled while it works stops at its next step, leaves no partial results, and can be started again.</summary>
public sealed class StoppedWorkTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sealing_stops_at_the_next_sample_and_leaves_a_draft_that_seals_as_if_nothing_had_been()
    {
        await using var slice = await Slice.OpenAsync(server);
        var (draft, run) = await DraftAsync(slice);
        using var stop = new StopAfter(looks: 30);
        await using var scope = slice.Get<IServiceScopeFactory>().CreateAsyncScope();
        var job = scope.ServiceProvider.GetRequiredService<SealJob>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            job.RunAsync(new(run, draft, slice.Get<IDbContextFactory<GovernanceDb>>(), stop), stop.Token)
        );
        await job.CleanUpAsync(draft, Ct);
        await using var db = slice.Db();
        var left = await db.Set<DatasetVersion>().AsNoTracking().SingleAsync(v => v.Id == draft, Ct);
        Assert.Equal((VersionState.Draft, null), (left.State, left.ManifestDigest));
        Assert.False(await db.Set<VersionSample>().AnyAsync(v => v.VersionId == draft, Ct));
        Assert.False(await db.Set<LedgerEntry>().AnyAsync(e => e.ThingId == draft && e.Kind == "version.sealed", Ct));

        await slice.WorkAsync();
        var whole = await DraftAsync(slice);
        await slice.WorkAsync();
        var digests = await db.Set<DatasetVersion>()
            .Where(v => v.Id == draft || v.Id == whole.Draft)
            .Select(v => v.ManifestDigest)
            .ToListAsync(Ct);
        Assert.NotNull(Assert.Single(digests.Distinct()));
    }

    [Fact]
    public async Task An_export_stops_at_the_next_sample_is_interrupted_and_leaves_no_temporary_file()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var (slice, exports) = (world.Slice, world.Slice.Get<Exports>());
        var export = (
            await exports.PrepareAsync(Slice.Steward, world.VersionId, world.Research.Code, "University", Ct)
        ).Value;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var broken = new Closing(stop);
        var delivery = (await exports.DeliverAsync(Slice.Steward, world.VersionId, export.Id, Ct)).Value;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivery.WriteToAsync(broken, stop.Token));
        Assert.Equal(
            ExportState.Interrupted,
            (await exports.FindAsync(Slice.Steward, export.Id, Ct)).Value.Export.State
        );
        Assert.Empty(slice.Get<ScratchFolder>().Held());

        await (await exports.DeliverAsync(Slice.Steward, world.VersionId, export.Id, Ct)).Value.WriteToAsync(
            new MemoryStream(),
            Ct
        );
        Assert.Equal(ExportState.Delivered, (await exports.FindAsync(Slice.Steward, export.Id, Ct)).Value.Export.State);
    }

    [Fact]
    public async Task Calibrating_stops_at_the_next_half_and_the_monitor_stays_unmeasured_until_it_is_run_again()
    {
        await using var slice = await Slice.OpenAsync(server, s => s.AddEmbeddings().AddMonitoring());
        var world = await World.MakeAsync(slice);
        var monitor = (
            await slice.Get<DriftMonitors>().CreateAsync(Slice.Steward, "Pumps", world.Reference, "research", Ct)
        ).Value;
        using var stop = new StopAfter(looks: 2);
        await using var scope = slice.Get<IServiceScopeFactory>().CreateAsyncScope();
        var job = scope.ServiceProvider.GetRequiredService<CalibrationJob>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            job.RunAsync(new(monitor.RunId, monitor.Id, slice.Get<IDbContextFactory<GovernanceDb>>(), stop), stop.Token)
        );
        await job.CleanUpAsync(monitor.Id, Ct);
        await using var db = slice.Db();
        Assert.Null((await db.Set<DriftMonitor>().AsNoTracking().SingleAsync(m => m.Id == monitor.Id, Ct)).Trials);

        await slice.WorkAsync();
        Assert.Equal(
            CalibrationJob.Trials,
            (await db.Set<DriftMonitor>().AsNoTracking().SingleAsync(m => m.Id == monitor.Id, Ct)).Trials
        );
    }

    private static async Task<(Guid Draft, Guid Run)> DraftAsync(Slice slice)
    {
        await using var db = slice.Db();
        var dataset = await db.Set<Dataset>().Select(d => (Guid?)d.Id).SingleOrDefaultAsync(Ct);
        if (dataset is null)
        {
            var purpose = await slice.PurposeAsync();
            var (made, subjects, _) = await slice.PumpsAsync(3, 40, ("lighting", ["day", "dim"]));
            foreach (var subject in subjects)
                await slice.ConsentAsync(subject, purpose);
            dataset = made.Id;
        }
        var recipe = new Recipe(
            new(Purpose: "research"),
            ["lighting"],
            Statistics.Sampling.AllocationScheme.Equal,
            100,
            7
        );
        var draft = (await slice.Get<Recipes>().DraftAsync(Slice.Steward, dataset.Value, "All", recipe, Ct)).Value;
        return (draft.Id, (await slice.Get<Recipes>().SealAsync(Slice.Steward, draft.Id, Ct)).Value.Id);
    }

    /// <summary>A connection whose other end goes away at the first bytes.</summary>
    private sealed class Closing(CancellationTokenSource stop) : MemoryStream
    {
        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
