using System.IO.Compression;
using Governance.Annotation;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Ingestion;
using Governance.Ledger;
using Governance.Models;
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
using Microsoft.Extensions.Logging;

namespace Governance.Benchmarks;

/// <summary>A real database and blob folder into which data are loaded through the doors, up to the vectors of a sealed version.</summary>
internal sealed class FusionWorkplace : IAsyncDisposable
{
    private static readonly Actor Steward = new(
        Guid.Parse("00000000-0000-7000-8000-000000000001"),
        "benchmark",
        new HashSet<string> { "*" }
    );

    private readonly TestDatabase _server;
    private readonly ServiceProvider _services;
    private readonly DirectoryInfo _folder;
    private readonly Waiting _waiting;

    private FusionWorkplace(TestDatabase server, ServiceProvider services, DirectoryInfo folder, Waiting waiting) =>
        (_server, _services, _folder, _waiting) = (server, services, folder, waiting);

    public static async Task<FusionWorkplace> OpenAsync(CancellationToken ct)
    {
        var (server, folder, waiting) = (
            new TestDatabase(),
            Directory.CreateTempSubdirectory("governance-benchmark-"),
            new Waiting()
        );
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        services.AddSingleton(TimeProvider.System).AddSingleton<IConfiguration>(configuration);
        services.AddPlatform(new Storage(await server.CreateDatabaseAsync(), Path.Combine(folder.FullName, "blobs")));
        services.AddLedger().AddProvenance().AddConsent().AddCatalog().AddIngestion(configuration).AddCuration();
        services.AddAnnotation().AddEmbeddings().AddModels().AddSampleWorkspace();
        // Its models are trained here; the rest of it needs users.
        services.RemoveAll<SampleChain>();
        services.Replace(ServiceDescriptor.Singleton<IBackgroundJobClient>(waiting));
        var place = new FusionWorkplace(server, services.BuildServiceProvider(), folder, waiting);
        await using var db = place.Db();
        await db.Database.MigrateAsync(ct);
        await place.Get<Encoders>().EnsureBuiltInAsync(ct);
        return place;
    }

    /// <summary>The sample workspace's training version, and what a training of the fault learns from.</summary>
    public async Task<TrainingSet> SampleAsync(CancellationToken ct)
    {
        while (await Get<SampleSteps>().NextAsync(ct) != SampleStep.Done)
            await WorkAsync(ct);
        var datasets = await SampleSteps.AllAsync(cursor => Get<Datasets>().ListAsync(Steward, cursor, null, ct));
        return await LoadAsync(datasets.Single().Dataset.Id, SampleChain.RecipeOf([]), "fault", ct);
    }

    /// <summary>The meals of D1NAMO with the consent of all subjects; the label is whether the meal is balanced.</summary>
    /// <param name="folder">The folder of the data set.</param>
    /// <param name="map">The import map as JSON.</param>
    public async Task<TrainingSet> MealsAsync(string folder, string map, CancellationToken ct)
    {
        var dataset = Expect(await Get<Datasets>().CreateAsync(Steward, "Meals", null, false, ct));
        if ((await Get<Consents>().PurposesAsync(ct)).All(p => p.Code != SampleConsents.Research))
            Expect(
                await Get<Consents>()
                    .AddPurposeAsync(Steward, SampleConsents.Research, "Research", "For measuring.", ct)
            );
        var csv =
            "subject,purpose,state,modalities,effective_at,notice,language\n"
            + string.Concat(
                Directory
                    .EnumerateDirectories(folder)
                    .Select(d => $"d1namo-{Path.GetFileName(d)},research,given,all,2024-01-10,Study information 2,fr\n")
            );
        using var consents = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv));
        Expect(await Get<ConsentCsv>().ReadAsync(Steward, consents, apply: true, ct));
        using var archive = new MemoryStream();
        ZipFile.CreateFromDirectory(folder, archive, CompressionLevel.NoCompression, includeBaseDirectory: false);
        archive.Position = 0;
        var upload = Expect(await Get<Imports>().UploadAsync(Steward, archive, "meals.zip", ct));
        Expect(await Get<Imports>().StartAsync(Steward, dataset.Id, map, upload, ct));
        await WorkAsync(ct);
        return await LoadAsync(
            dataset.Id,
            new(
                new SampleQuery(Purpose: SampleConsents.Research),
                ["balance"],
                Statistics.Sampling.AllocationScheme.Proportional,
                1000,
                1
            ),
            "balance",
            ct
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<TrainingSet> LoadAsync(Guid datasetId, Recipe recipe, string label, CancellationToken ct)
    {
        var draft = Expect(await Get<Recipes>().DraftAsync(Steward, datasetId, "For measuring", recipe, ct));
        Expect(await Get<Recipes>().SealAsync(Steward, draft.Id, ct));
        await WorkAsync(ct);
        var encoders = Expect(await Get<Encoders>().ListAsync(Steward, ct)).Select(row => row.Encoder).ToList();
        Expect(
            await Get<EmbeddingSets>()
                .StartAsync(Steward, draft.Id, SampleConsents.Research, [.. encoders.Select(e => e.Id)], ct)
        );
        await WorkAsync(ct);
        await using var db = Db();
        return await TrainingSet.LoadAsync(
            db,
            new(
                draft.Id,
                draft.PurposeId,
                PerModality.Of(m => (Guid?)encoders.Single(e => e.Modality == m).Id),
                new(LabelOrigin.Stratum, label)
            ),
            null,
            DateTimeOffset.UtcNow,
            ct
        );
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private GovernanceDb Db() => Get<IDbContextFactory<GovernanceDb>>().CreateDbContext();

    private static T Expect<T>(Result<T> result) =>
        result.Ok ? result.Value : throw new InvalidOperationException(result.Refusal.What);

    private async Task WorkAsync(CancellationToken ct)
    {
        while (_waiting.Runs.TryDequeue(out var run))
            await Get<RunDispatcher>().ExecuteAsync(run, ct);
    }

    /// <summary>Holds runs instead of giving them to a worker.</summary>
    private sealed class Waiting : IBackgroundJobClient
    {
        public Queue<Guid> Runs { get; } = new();

        public string Create(Job job, IState state)
        {
            Runs.Enqueue((Guid)job.Args[0]);
            return "1";
        }

        public bool ChangeState(string jobId, IState state, string expectedState) => true;
    }
}
