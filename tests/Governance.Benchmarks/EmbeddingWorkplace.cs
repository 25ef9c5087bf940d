using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Statistics.Sampling;
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

/// <summary>
/// A real database and blob folder with a sealed version of photos and notes, with consent for all; runs are executed by the
/// caller, so that nothing else is measured.
/// </summary>
internal sealed class EmbeddingWorkplace : IAsyncDisposable
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
    private Guid _version;

    private EmbeddingWorkplace(TestDatabase server, ServiceProvider services, DirectoryInfo folder, Waiting waiting) =>
        (_server, _services, _folder, _waiting) = (server, services, folder, waiting);

    /// <param name="photos">JPEG files, one for each sample.</param>
    /// <param name="notes">As many.</param>
    public static async Task<EmbeddingWorkplace> OpenAsync(byte[][] photos, string[] notes, CancellationToken ct)
    {
        var (server, folder, waiting) = (
            new TestDatabase(),
            Directory.CreateTempSubdirectory("governance-benchmark-"),
            new Waiting()
        );
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        services.AddSingleton(TimeProvider.System).AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddPlatform(new Storage(await server.CreateDatabaseAsync(), Path.Combine(folder.FullName, "blobs")));
        services.AddLedger().AddProvenance().AddConsent().AddCatalog().AddCuration().AddEmbeddings();
        services.Replace(ServiceDescriptor.Singleton<IBackgroundJobClient>(waiting));
        var place = new EmbeddingWorkplace(server, services.BuildServiceProvider(), folder, waiting);
        await using (var db = place.Db())
            await db.Database.MigrateAsync(ct);
        await place.FillAsync(photos, notes, ct);
        return place;
    }

    public async Task<Encoder> RegisterAsync(string name, Inference.Encoders.EncoderModel model, CancellationToken ct)
    {
        var registered = await Get<Encoders>()
            .RegisterAsync(Steward, name, CanonicalJson.Text(model.Spec), new MemoryStream(model.Onnx), ct);
        return registered.Ok ? registered.Value : throw new InvalidOperationException(registered.Refusal!.What);
    }

    /// <summary>
    /// Runs the whole job as a worker does, from the claim to the committed set. Vectors of an earlier run are removed
    /// before the measurement.
    /// </summary>
    public async Task<double> EmbedAsync(Encoder encoder, int expected, CancellationToken ct)
    {
        await using var db = Db();
        await db.Set<Embedding>().Where(e => e.EncoderId == encoder.Id).ExecuteDeleteAsync(ct);
        var started = await Get<EmbeddingSets>().StartAsync(Steward, _version, "research", [encoder.Id], ct);
        if (!started.Ok)
            throw new InvalidOperationException(started.Refusal!.What);
        var seconds = await Timing.SecondsAsync(() => WorkAsync(ct));
        var made = await db.Set<Embedding>().CountAsync(e => e.EncoderId == encoder.Id, ct);
        return made == expected
            ? seconds
            : throw new InvalidOperationException($"{made} vectors were made of {expected}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private GovernanceDb Db() => Get<IDbContextFactory<GovernanceDb>>().CreateDbContext();

    private async Task FillAsync(byte[][] photos, string[] notes, CancellationToken ct)
    {
        var consent = Get<Consents>();
        var dataset = (await Get<Datasets>().CreateAsync(Steward, "Photos", null, false, ct)).Value;
        var subject = (await consent.AddSubjectAsync(Steward, "s1", SubjectKind.Person, null, ct)).Value;
        var purpose = (await consent.AddPurposeAsync(Steward, "research", "Research", "for measuring", ct)).Value;
        await consent.RecordAsync(
            Steward,
            new(
                subject.Id,
                purpose.Id,
                ConsentState.Given,
                Modalities.All,
                DateTimeOffset.UtcNow.AddDays(-1),
                null,
                "notice v1",
                "en",
                ConsentMethod.WrittenForm
            ),
            ct
        );
        await AddSamplesAsync(dataset, subject, photos, notes, ct);
        var draft = (
            await Get<Recipes>()
                .DraftAsync(
                    Steward,
                    dataset.Id,
                    "All",
                    new(new SampleQuery(Purpose: purpose.Code), [], AllocationScheme.Proportional, photos.Length, 1),
                    ct
                )
        ).Value;
        await Get<Recipes>().SealAsync(Steward, draft.Id, ct);
        await WorkAsync(ct);
        _version = draft.Id;
    }

    private async Task AddSamplesAsync(
        Dataset dataset,
        Subject subject,
        byte[][] photos,
        string[] notes,
        CancellationToken ct
    )
    {
        var recording = new Recording
        {
            DatasetId = dataset.Id,
            ImportId = Guid.CreateVersion7(),
            SubjectId = subject.Id,
            Key = "r1",
            FirstNs = 0,
            LastNs = photos.Length,
        };
        var (samples, parts) = (new List<Sample>(), new List<SamplePart>());
        for (var i = 0; i < photos.Length; i++)
        {
            var sample = new Sample
            {
                DatasetId = dataset.Id,
                RecordingId = recording.Id,
                ImportId = recording.ImportId,
                SubjectId = subject.Id,
                Key = $"r1#{i:D5}",
                AnchorNs = i,
                FromNs = i,
                ToNs = i,
                Zone = "Europe/Zurich",
                Strata = new Dictionary<string, string>(),
                Present = Modalities.Text | Modalities.Image,
                MissingParts = 0,
                MaxSyncErrorNs = 0,
            };
            samples.Add(sample);
            parts.Add(await PartAsync(sample, "photo", Modality.Image, "image/jpeg", photos[i], ct));
            parts.Add(
                await PartAsync(
                    sample,
                    "note",
                    Modality.Text,
                    "text/plain",
                    System.Text.Encoding.UTF8.GetBytes(notes[i]),
                    ct
                )
            );
        }
        await using var db = Db();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.CopyAsync([recording], ct);
        await db.CopyAsync(samples, ct);
        await db.CopyAsync(parts, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<SamplePart> PartAsync(
        Sample sample,
        string name,
        Modality modality,
        string mediaType,
        byte[] bytes,
        CancellationToken ct
    ) =>
        new()
        {
            SampleId = sample.Id,
            Name = name,
            Modality = modality,
            Digest = (await Get<IBlobStore>().PutAsync(new MemoryStream(bytes), bytes.Length, ct)).Digest,
            MediaType = mediaType,
            SyncErrorNs = 0,
        };

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
