using Governance.Catalog;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Ingestion;

/// <summary>A slice with the import's capability, a folder root to write files into, and a dataset.</summary>
internal sealed class ImportLab : IAsyncDisposable
{
    private readonly Slice _slice;
    private readonly DirectoryInfo _folder;

    private ImportLab(Slice slice, DirectoryInfo folder, Dataset dataset) =>
        (_slice, _folder, Dataset) = (slice, folder, dataset);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Dataset Dataset { get; }
    public Slice Slice => _slice;
    public Imports Imports => _slice.Get<Imports>();
    public IBlobStore Blobs => _slice.Get<IBlobStore>();

    /// <param name="root">Where folders are read from; a fresh one when null.</param>
    /// <param name="settings">Options under <c>Ingestion</c>, or of the blobs with their section.</param>
    public static async Task<ImportLab> OpenAsync(
        TestDatabase server,
        string? root = null,
        params (string Key, string Value)[] settings
    )
    {
        var folder = Directory.CreateTempSubdirectory("governance-lab-");
        var values = settings.ToDictionary(
            s => s.Key.Contains("Blobs:", StringComparison.Ordinal) ? s.Key : $"Ingestion:{s.Key}",
            string? (s) => s.Value
        );
        values["Ingestion:FolderRoots:0"] = root ?? folder.FullName;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var slice = await Slice.OpenAsync(server, services =>
            services.AddSingleton<IConfiguration>(configuration).AddIngestion(configuration)
        );
        var dataset = await slice.Get<Datasets>().CreateAsync(Slice.Steward, "Lab", null, false, Ct);
        return new(slice, folder, dataset.Value);
    }

    /// <summary>Writes files below a folder of the root; the contents are texts or bytes.</summary>
    public FolderOrigin Write(string folder, params (string Path, object Content)[] files)
    {
        foreach (var (path, content) in files)
        {
            var to = Path.Combine(_folder.FullName, folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.WriteAllBytes(to, content as byte[] ?? System.Text.Encoding.UTF8.GetBytes((string)content));
        }
        return new(folder);
    }

    public string PathOf(string relative) => Path.Combine(_folder.FullName, relative);

    public async Task<Import> StartAsync(string map, ImportOrigin origin)
    {
        var started = await Imports.StartAsync(Slice.Steward, Dataset.Id, map, origin, Ct);
        Assert.True(started.Ok, started.Refusal?.What);
        return started.Value;
    }

    public async Task<Upload> UploadAsync(byte[] archive, string name = "upload.zip")
    {
        var upload = await Imports.UploadAsync(Slice.Steward, new MemoryStream(archive), name, Ct);
        Assert.True(upload.Ok, upload.Refusal?.What);
        return upload.Value;
    }

    /// <summary>Starts the import, lets the dispatcher execute it, and returns the import, its run and its refusals.</summary>
    public async Task<(Import Import, Run Run, IReadOnlyList<RunRefusal> Refusals)> ImportAsync(
        string map,
        ImportOrigin origin
    )
    {
        var import = await StartAsync(map, origin);
        await _slice.WorkAsync();
        return await EndedAsync(import);
    }

    public async Task<(Import Import, Run Run, IReadOnlyList<RunRefusal> Refusals)> EndedAsync(Import import)
    {
        var row = (await Imports.FindAsync(Slice.Steward, import.Id, Ct)).Value;
        var refusals = await AllAsync<RunRefusal>();
        return (row.Import, row.Run, [.. refusals.Where(r => r.RunId == import.RunId).OrderBy(r => r.Id)]);
    }

    /// <summary>The job's body alone, without claim and heartbeat.</summary>
    public Task RunBodyAsync(Import import, CancellationToken ct) =>
        _slice
            .Get<ImportJob>()
            .RunAsync(
                new RunContext(
                    import.RunId,
                    import.Id,
                    _slice.Get<IDbContextFactory<GovernanceDb>>(),
                    TimeProvider.System
                ),
                ct
            );

    public async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = _slice.Db();
        return await db.Set<T>().AsNoTracking().ToListAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _slice.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
