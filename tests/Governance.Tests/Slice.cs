using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Testing;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

[assembly: AssemblyFixture(typeof(TestDatabase))]
[assembly: AssemblyFixture(typeof(Azurite))]

namespace Governance.Tests;

/// <summary>
/// One test's world: a database of its own with the real migrations, a blob folder, the capabilities wired as in the
/// host, and a clock that the test moves. Runs wait until <see cref="WorkAsync"/> does them, so a test sees each step.
/// </summary>
public sealed class Slice : IAsyncDisposable
{
    /// <summary>A fixed morning, so that dates in tests mean something.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;
    private readonly string _folder;
    private readonly WaitingQueue _queue = new();

    private Slice(ServiceProvider services, string folder, FakeTimeProvider time, WaitingQueue queue)
    {
        (_services, _folder, Time, _queue) = (services, folder, time, queue);
    }

    public FakeTimeProvider Time { get; }
    public string Folder => _folder;
    public static Actor Steward { get; } =
        new(Guid.Parse("00000000-0000-7000-8000-000000000001"), "steward@test", new HashSet<string> { "*" });
    public static Actor Nobody { get; } =
        new(Guid.Parse("00000000-0000-7000-8000-000000000002"), "nobody@test", new HashSet<string>());

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public GovernanceDb Db() => _services.GetRequiredService<IDbContextFactory<GovernanceDb>>().CreateDbContext();

    /// <param name="more">Adds the capabilities of the floors above, when a test needs them.</param>
    public static async Task<Slice> OpenAsync(TestDatabase server, Action<IServiceCollection>? more = null)
    {
        await server.EnsureTemplateAsync("migrated", MigrateAsync);
        var connection = await server.CreateDatabaseAsync("migrated");
        var folder = Directory.CreateTempSubdirectory("governance-slice-").FullName;
        var time = new FakeTimeProvider(Start);
        var queue = new WaitingQueue();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(time);
        services.AddPlatform(new Storage(connection, Path.Combine(folder, "blobs")));
        services.AddLedger().AddProvenance().AddConsent().AddCatalog().AddCuration();
        // Keys in memory, so that a test leaves none in the user's folder.
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        more?.Invoke(services);
        services.Replace(ServiceDescriptor.Singleton<IBackgroundJobClient>(queue));
        return new(services.BuildServiceProvider(), folder, time, queue);
    }

    /// <summary>Does every run that was queued, and those that they queue.</summary>
    public async Task WorkAsync()
    {
        while (_queue.Waiting.TryDequeue(out var runId))
            await Get<RunDispatcher>().ExecuteAsync(runId, TestContext.Current.CancellationToken);
    }

    /// <summary>What a door started, once its runs have succeeded.</summary>
    public async Task<T> DoneAsync<T>(Result<T> started, Func<T, IEnumerable<Guid>> runs)
    {
        Assert.True(started.Ok, started.Refusal?.What);
        await WorkAsync();
        foreach (var id in runs(started.Value))
        {
            var run = await RunAsync(id);
            Assert.True(run.State == RunState.Succeeded, $"{run.Title}: {run.Error}");
        }
        return started.Value;
    }

    /// <summary>Fresh from the database, untracked.</summary>
    public async Task<Run> RunAsync(Guid id) =>
        (await Get<JobRuns>().FindAsync(Actor.Portal, id, TestContext.Current.CancellationToken)).Value;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task MigrateAsync(string connection)
    {
        var options = new DbContextOptionsBuilder<GovernanceDb>();
        PlatformModule.Configure(options, connection);
        await using var db = new GovernanceDb(options.Options);
        await db.Database.MigrateAsync();
    }

    /// <summary>Holds queued runs instead of giving them to Hangfire's servers.</summary>
    private sealed class WaitingQueue : IBackgroundJobClient
    {
        public Queue<Guid> Waiting { get; } = new();

        public string Create(Job job, IState state)
        {
            Waiting.Enqueue((Guid)job.Args[0]);
            return Waiting.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        public bool ChangeState(string jobId, IState state, string expectedState) => true;
    }
}
