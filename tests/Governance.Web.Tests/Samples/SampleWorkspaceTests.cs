using Governance.Annotation;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Ingestion;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Samples;
using Governance.Testing;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Governance.Web.Tests.Samples;

public sealed class SampleWorkspaceTests(TestDatabase server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Loading_continues_where_it_was_stopped_and_loading_again_changes_nothing()
    {
        await server.EnsureTemplateAsync("migrated", MigrateAsync);
        var connection = await server.CreateDatabaseAsync("migrated");
        var folder = Directory.CreateTempSubdirectory("governance-sample-").FullName;
        try
        {
            // Every host is stopped after a few steps or in the middle of its first run, and the next one continues.
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(4));
            await using (var first = Host(connection, folder))
                await LoadAsync(first, steps: 99, stop.Token);
            await using (var second = Host(connection, folder))
                await LoadAsync(second, steps: 2, Cancel);
            SampleStep step;
            await using (var third = Host(connection, folder))
                step = await LoadAsync(third, steps: 99, Cancel);
            Assert.Equal(SampleStep.Done, step);
            var counts = await CountsAsync(connection);
            await CheckAsync(connection);

            await using (var again = Host(connection, folder))
                Assert.Equal(SampleStep.Done, await again.GetRequiredService<SampleSteps>().NextAsync(Cancel));
            Assert.Equal(counts, await CountsAsync(connection));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CheckAsync(string connection)
    {
        await using var db = Db(connection);
        var dataset = await db.Set<Dataset>().SingleAsync(Cancel);
        Assert.True(dataset.Synthetic);
        // One row of 300 has a time that cannot be read.
        Assert.Equal(299, await db.Set<Sample>().CountAsync(Cancel));
        Assert.Equal(30, await db.Set<Recording>().CountAsync(Cancel));
        Assert.Equal(30, await db.Set<Subject>().CountAsync(Cancel));
        Assert.Equal(18, await db.Set<Subject>().CountAsync(s => s.Kind == SubjectKind.Machine, Cancel));

        var missing = (
            await db.Set<SamplePart>()
                .Where(p => p.Missing != null)
                .Select(p => new { p.Name, p.Missing })
                .ToListAsync(Cancel)
        )
            .GroupBy(p => (p.Name, p.Missing))
            .ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(3, missing[("photo", MissingReason.FileMissing)]);
        Assert.Equal(1, missing[("photo", MissingReason.Unreadable)]);
        Assert.Equal(3, missing[("note", MissingReason.NotRecorded)]);
        Assert.Equal(3, missing.Where(m => m.Key.Name == "vibration").Sum(m => m.Value));
        Assert.Equal(1, missing[("flow", MissingReason.OutOfRange)]);
        Assert.Equal(1, missing[("temperature", MissingReason.OutOfRange)]);
        Assert.Equal(299 * 5 - 12, await db.Set<SamplePart>().CountAsync(p => p.Missing == null, Cancel));

        // Clocks are corrected: no flow row is further from its anchor than half the period plus the resolution of the device.
        Assert.InRange(
            await db.Set<SamplePart>()
                .Where(p => p.Name == "flow" && p.Missing == null)
                .MaxAsync(p => p.SyncErrorNs!.Value, Cancel),
            0,
            1_002_000_000
        );
        Assert.InRange(
            await db.Set<SamplePart>()
                .Where(p => p.Name == "temperature" && p.Missing == null)
                .MaxAsync(p => p.SyncErrorNs!.Value, Cancel),
            0,
            2_500_000_000
        );

        var states = await db.Set<ConsentRecord>().Select(c => c.State).Distinct().ToListAsync(Cancel);
        Assert.Equal(Enum.GetValues<ConsentState>(), states.Order());
        var research = await db.Set<Purpose>().SingleAsync(p => p.Code == "research", Cancel);
        var now = ConsentGate.Permitted(db, research.Id, TimeProvider.System.GetUtcNow()).Select(c => c.SubjectId);
        Assert.True(await db.Set<Sample>().CountAsync(s => now.Contains(s.SubjectId), Cancel) >= 200);

        var versions = await db.Set<DatasetVersion>().OrderBy(v => v.Number).ToListAsync(Cancel);
        Assert.Equal([VersionState.Sealed, VersionState.Draft], versions.Select(v => v.State));
        Assert.InRange(versions[0].SampleCount!.Value, 90, 160);
        // The subject who withdrew has labelled and unlabelled sealed samples, so that a withdrawal affects both.
        var withdrawn = db.Set<AnnotationTask>()
            .Where(t =>
                db.Set<Sample>()
                    .Any(s =>
                        s.Id == t.SampleId
                        && db.Set<Subject>().Any(p => p.Id == s.SubjectId && p.Pseudonym == SampleConsents.Withdraws)
                    )
            );
        Assert.True(await withdrawn.AnyAsync(t => t.State == TaskState.Submitted, Cancel));
        Assert.True(await withdrawn.AnyAsync(t => t.State == TaskState.Open, Cancel));

        Assert.Equal(25, await db.Set<AnnotationTask>().CountAsync(t => t.State == TaskState.Submitted, Cancel));
        Assert.Equal(1, await db.Set<AnnotationTask>().CountAsync(t => t.State == TaskState.Skipped, Cancel));
        Assert.False(
            await db.Set<AnnotationTask>().AnyAsync(t => t.State == TaskState.Open && t.LeaseUserId != null, Cancel)
        );
        Assert.True(await db.Set<SampleAnnotation>().CountAsync(Cancel) > 60);
        Assert.False(await db.Set<Run>().AnyAsync(r => r.State != RunState.Succeeded, Cancel));
    }

    private static async Task<string> CountsAsync(string connection)
    {
        await using var db = Db(connection);
        return string.Join(
            ", ",
            await db.Set<Sample>().CountAsync(Cancel),
            await db.Set<SamplePart>().CountAsync(Cancel),
            await db.Set<Import>().CountAsync(Cancel),
            await db.Set<ConsentRecord>().CountAsync(Cancel),
            await db.Set<DatasetVersion>().CountAsync(Cancel),
            await db.Set<SampleAnnotation>().CountAsync(Cancel),
            await db.Set<LedgerEntry>().CountAsync(Cancel),
            await db.Set<Run>().CountAsync(Cancel)
        );
    }

    /// <summary>Does what the loader does, and executes the runs on this thread instead of a worker's.</summary>
    private static async Task<SampleStep> LoadAsync(ServiceProvider host, int steps, CancellationToken stop)
    {
        var step = SampleStep.Advanced;
        try
        {
            for (var i = 0; i < steps && step != SampleStep.Done; i++)
            {
                step = await host.GetRequiredService<SampleSteps>().NextAsync(stop);
                if (step == SampleStep.Waiting)
                    await WorkAsync(host, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        return step;
    }

    private static async Task WorkAsync(ServiceProvider host, CancellationToken stop)
    {
        await using var db = await host.GetRequiredService<IDbContextFactory<GovernanceDb>>()
            .CreateDbContextAsync(stop);
        foreach (
            var run in await db.Set<Run>()
                .Where(r => r.State == RunState.Queued)
                .OrderBy(r => r.Id)
                .Select(r => r.Id)
                .ToListAsync(stop)
        )
            await host.GetRequiredService<RunDispatcher>().ExecuteAsync(run, stop);
    }

    private static ServiceProvider Host(string connection, string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPlatform(new Storage(connection, Path.Combine(folder, "blobs")));
        services
            .AddLedger()
            .AddProvenance()
            .AddConsent()
            .AddCatalog()
            .AddIngestion(new ConfigurationBuilder().Build())
            .AddCuration()
            .AddAnnotation();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSampleWorkspace();
        // The chain needs users; the end-to-end tests cover it with a real host.
        services.RemoveAll<SampleChain>();
        services.Replace(ServiceDescriptor.Singleton<IBackgroundJobClient>(new NoQueue()));
        return services.BuildServiceProvider();
    }

    private static GovernanceDb Db(string connection)
    {
        var options = new DbContextOptionsBuilder<GovernanceDb>();
        PlatformModule.Configure(options, connection);
        return new GovernanceDb(options.Options);
    }

    private static async Task MigrateAsync(string connection)
    {
        await using var db = Db(connection);
        await db.Database.MigrateAsync();
    }

    /// <summary>Enqueues nothing: <see cref="WorkAsync"/> finds runs by their rows.</summary>
    private sealed class NoQueue : IBackgroundJobClient
    {
        public string Create(Job job, IState state) => "1";

        public bool ChangeState(string jobId, IState state, string expectedState) => true;
    }
}
