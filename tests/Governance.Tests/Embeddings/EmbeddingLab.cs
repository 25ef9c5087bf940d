using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Governance.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Embeddings;

/// <summary>
/// A small dataset from a real import: for each subject three visits with a note, a photo (missing in the third) and a
/// temperature, the second in bright light. Every subject consents, and a version of all samples is sealed.
/// </summary>
internal sealed class EmbeddingLab : IAsyncDisposable
{
    public const int VisitsEach = 3;
    private readonly DirectoryInfo _folder;

    private EmbeddingLab(Slice slice, DirectoryInfo folder) => (Slice, _folder) = (slice, folder);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Slice Slice { get; }
    public EmbeddingSets Embeddings => Slice.Get<EmbeddingSets>();
    public Encoders Registered => Slice.Get<Encoders>();
    public Dataset Dataset { get; private set; } = null!;
    public Purpose Purpose { get; private set; } = null!;
    public DatasetVersion Version { get; private set; } = null!;
    public IReadOnlyList<Subject> Subjects { get; private set; } = [];
    public IReadOnlyDictionary<Modality, Encoder> Encoders { get; private set; } = new Dictionary<Modality, Encoder>();

    /// <param name="batchSize">A small size gives several batches of a small version.</param>
    /// <param name="more">Adds the capabilities above the embeddings.</param>
    /// <param name="settings">Keys and values of the configuration.</param>
    public static async Task<EmbeddingLab> OpenAsync(
        TestDatabase server,
        int subjects = 3,
        int batchSize = 64,
        Action<IServiceCollection>? more = null,
        params (string Key, string Value)[] settings
    )
    {
        var folder = Directory.CreateTempSubdirectory("governance-embedding-");
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
                {
                    ["Ingestion:FolderRoots:0"] = folder.FullName,
                    ["Embeddings:BatchSize"] = batchSize.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["Embeddings:MaxOnnxBytes"] = "20000000",
                }
            )
            .Build();
        var slice = await Slice.OpenAsync(server, services =>
        {
            services.AddSingleton<IConfiguration>(configuration).AddIngestion(configuration).AddEmbeddings();
            more?.Invoke(services);
        });
        var lab = new EmbeddingLab(slice, folder);
        await slice.Get<Encoders>().EnsureBuiltInAsync(Ct);
        lab.Encoders = (await lab.Registered.ListAsync(Slice.Steward, Ct)).Value.ToDictionary(
            r => r.Encoder.Modality,
            r => r.Encoder
        );
        if (subjects > 0)
            await lab.FillAsync(subjects);
        return lab;
    }

    private async Task FillAsync(int subjects)
    {
        for (var i = 1; i <= subjects; i++)
            WriteSubject(i);
        Dataset = (await Slice.Get<Datasets>().CreateAsync(Slice.Steward, "Visits", null, false, Ct)).Value;
        var import = await Slice
            .Get<Imports>()
            .StartAsync(Slice.Steward, Dataset.Id, Maps.Visits, new FolderOrigin("in"), Ct);
        Assert.True(import.Ok, import.Refusal?.What);
        await Slice.WorkAsync();
        Purpose = await Slice.PurposeAsync();
        Subjects = [.. (await AllAsync<Subject>()).OrderBy(s => s.Pseudonym, StringComparer.Ordinal)];
        foreach (var subject in Subjects)
            await Slice.ConsentAsync(subject, Purpose);
        var recipe = new Recipe(
            new SampleQuery(Purpose: Purpose.Code),
            [],
            AllocationScheme.Proportional,
            subjects * VisitsEach,
            7
        );
        var draft = await Slice.Get<Recipes>().DraftAsync(Slice.Steward, Dataset.Id, "Everything", recipe, Ct);
        Assert.True(draft.Ok, draft.Refusal?.What);
        await Slice.Get<Recipes>().SealAsync(Slice.Steward, draft.Value.Id, Ct);
        await Slice.WorkAsync();
        Version = (await AllAsync<DatasetVersion>()).Single();
        Assert.Equal(subjects * VisitsEach, Version.SampleCount);
    }

    private void WriteSubject(int number)
    {
        var folder = Path.Combine(_folder.FullName, "in", $"{number:D3}");
        Directory.CreateDirectory(Path.Combine(folder, "photos"));
        File.WriteAllText(
            Path.Combine(folder, "visits.csv"),
            "at,photo,note,light\n"
                + $"2025-04-12T08:00:00,a.jpg,The seal of pump {number} weeps at the flange,dim\n"
                + $"2025-04-12T08:30:00,b.jpg,Looks fine; bearing {number} runs quietly,bright\n"
                + "2025-04-12T09:00:00,,Nothing to report,dim\n"
        );
        File.WriteAllBytes(Path.Combine(folder, "photos/a.jpg"), Pictures.Jpeg(120 + 20 * number, 90));
        File.WriteAllBytes(Path.Combine(folder, "photos/b.jpg"), Pictures.Jpeg(90, 120 + 20 * number));
        File.WriteAllText(
            Path.Combine(folder, "heat.csv"),
            "t,c\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 160)
                        .Select(i =>
                            $"2025-04-12T{new TimeOnly(7, 50).Add(TimeSpan.FromSeconds(30 * i)):HH:mm:ss},"
                            + $"{20 + number + 3 * Math.Sin(i * .2 * number):0.###}\n"
                        )
                )
        );
    }

    /// <summary>Starts runs and lets the dispatcher execute them.</summary>
    public async Task<IReadOnlyList<EmbeddingSet>> EmbedAsync(params Modality[] modalities)
    {
        var started = await StartAsync(modalities);
        await Slice.WorkAsync();
        var ended = new List<EmbeddingSet>();
        foreach (var row in started)
        {
            var run = await Slice.RunAsync(row.Run.Id);
            Assert.True(run.State == RunState.Succeeded, run.Error);
            ended.Add((await Embeddings.FindAsync(Slice.Steward, row.Set.Id, Ct)).Value.Set);
        }
        return ended;
    }

    public async Task<IReadOnlyList<EmbeddingSetRow>> StartAsync(params Modality[] modalities)
    {
        var started = await Embeddings.StartAsync(
            Slice.Steward,
            Version.Id,
            Purpose.Code,
            [.. modalities.Select(m => Encoders[m].Id)],
            Ct
        );
        Assert.True(started.Ok, started.Refusal?.What);
        return started.Value;
    }

    /// <summary>Runs the job itself, without claim and heartbeat.</summary>
    public async Task RunBodyAsync(EmbeddingSetRow row, CancellationToken ct)
    {
        await using var scope = Slice.Get<IServiceScopeFactory>().CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<EmbedJob>()
            .RunAsync(
                new RunContext(
                    row.Run.Id,
                    row.Set.Id,
                    Slice.Get<IDbContextFactory<GovernanceDb>>(),
                    TimeProvider.System
                ),
                ct
            );
    }

    public async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = Slice.Db();
        return await db.Set<T>().AsNoTracking().ToListAsync(Ct);
    }

    /// <summary>Vectors by the key of their sample, without ids.</summary>
    public async Task<SortedDictionary<string, string>> VectorsAsync(Modality modality)
    {
        var keys = (await AllAsync<Sample>()).ToDictionary(s => s.Id, s => s.Key);
        return new(
            (await AllAsync<Embedding>())
                .Where(e => e.EncoderId == Encoders[modality].Id)
                .ToDictionary(
                    e => keys[e.SampleId],
                    e => $"{e.InputDigest} {string.Join(' ', e.Vector.Select(BitConverter.SingleToInt32Bits))}"
                ),
            StringComparer.Ordinal
        );
    }

    /// <summary>Overwrites a blob with invalid content.</summary>
    public async Task DamageAsync(string digest)
    {
        var path = Path.Combine(Slice.Folder, "blobs", digest[..2], digest[2..4], digest);
        Assert.True(File.Exists(path));
        await File.WriteAllBytesAsync(path, "not what it was"u8.ToArray(), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Slice.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
