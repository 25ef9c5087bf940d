using Governance.Annotation;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Governance.Tests.Annotation;
using Governance.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Consent;

/// <summary>
/// Two subjects imported from one archive through the real doors, with consents, a sealed version, labels and an export for
/// “research”. The texts of one of them are unique, so that they are found wherever they remain.
/// </summary>
internal sealed partial class WithdrawalWorld : IAsyncDisposable
{
    public const string Who = "quill-7";
    public const string Other = "other-3";

    /// <summary>A text in the subject's note and in an attribute.</summary>
    public static readonly string[] Telltales = ["xylophone", "zebralight"];

    private WithdrawalWorld(Slice slice) => Slice = slice;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Slice Slice { get; }
    public Subject Subject { get; private set; } = default!;
    public Purpose Research { get; private set; } = default!;
    public Guid DatasetId { get; private set; }
    public Guid VersionId { get; private set; }
    public Guid ExportId { get; private set; }

    /// <summary>Ids that lead to the subject: its own, and those of its samples, recordings, streams and labels.</summary>
    public List<Guid> Ids { get; } = [];

    /// <summary>Blobs with data of the subject and no samples of others.</summary>
    public HashSet<string> Blobs { get; } = [];

    /// <summary>Uploads that the subject was imported from.</summary>
    public HashSet<string> Archives { get; } = [];

    /// <summary>Blobs that samples and streams of the other subject need.</summary>
    public HashSet<string> OtherBlobs { get; } = [];

    public static async Task<WithdrawalWorld> OpenAsync(TestDatabase server, Action<IServiceCollection>? more = null)
    {
        var configuration = new ConfigurationBuilder().Build();
        var slice = await Slice.OpenAsync(server, services =>
        {
            services.AddSingleton<IConfiguration>(configuration);
            services.AddIngestion(configuration).AddAnnotation();
            more?.Invoke(services);
        });
        var world = new WithdrawalWorld(slice);
        await world.ImportAsync();
        await world.UseAsync();
        await world.RememberAsync();
        return world;
    }

    public Withdrawals Withdrawals => Slice.Get<Withdrawals>();

    public async Task<Withdrawal> WithdrawAsync(IReadOnlyList<Guid>? purposes = null)
    {
        var withdrawal = await Withdrawals.WithdrawAsync(
            Slice.Steward,
            Subject.Id,
            WithdrawnPurposes.Of(purposes, purposes is null).Value,
            null,
            ConsentMethod.Spoken,
            Ct
        );
        Assert.True(withdrawal.Ok, withdrawal.Refusal?.What);
        return withdrawal.Value;
    }

    /// <summary>Withdraws and runs the job.</summary>
    public async Task<WithdrawalDetail> WithdrawnAsync(IReadOnlyList<Guid>? purposes = null)
    {
        var withdrawal = await WithdrawAsync(purposes);
        await Slice.WorkAsync();
        return await DetailAsync(withdrawal.Id);
    }

    public async Task<WithdrawalDetail> DetailAsync(Guid id) =>
        (await Withdrawals.FindAsync(Slice.Steward, id, Ct)).Value;

    public async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = Slice.Db();
        return await db.Set<T>().AsNoTracking().ToListAsync(Ct);
    }

    /// <summary>The job, with the holdings that a test wraps.</summary>
    public WithdrawalJob Job(
        Func<ISubjectHolding, ISubjectHolding> wrap,
        IBlobStore? blobs = null,
        CertificateWriter? certificates = null
    ) =>
        new(
            Slice.Get<IDbContextFactory<GovernanceDb>>(),
            [.. Slice.Get<IEnumerable<ISubjectHolding>>().Select(wrap)],
            blobs ?? Slice.Get<IBlobStore>(),
            Slice.Get<BlobReferences>(),
            Slice.Get<ScratchFolder>(),
            Slice.Get<JobRuns>(),
            certificates ?? Slice.Get<CertificateWriter>(),
            Slice.Get<Governance.Ledger.LedgerEntries>(),
            Slice.Time
        );

    public RunContext Context(Withdrawal withdrawal) =>
        new(withdrawal.RunId, withdrawal.Id, Slice.Get<IDbContextFactory<GovernanceDb>>(), Slice.Time);

    private async Task ImportAsync()
    {
        var import = await StartImportAsync("Lab");
        DatasetId = import.DatasetId;
        await Slice.WorkAsync();
        var run = await Slice.RunAsync(import.RunId);
        Assert.True(run.State == RunState.Succeeded, run.Error);
    }

    /// <summary>Uploads the archive of both subjects and starts its import into a new dataset.</summary>
    public async Task<Import> StartImportAsync(string name)
    {
        var dataset = (await Slice.Get<Datasets>().CreateAsync(Slice.Steward, name, null, false, Ct)).Value;
        var files = new (string, object)[]
        {
            (
                $"{Who}/visits.csv",
                "at,photo,note,light\n2025-04-12T08:00:00,a.jpg,The xylophone "
                    + "hums,zebralight\n2025-04-12T08:05:00,none.jpg,Looks fine,low\nbroken,a.jpg,xylophone too early,low\n"
            ),
            ($"{Who}/photos/a.jpg", Pictures.Jpeg(331, 217)),
            ($"{Who}/photos/unused.jpg", Pictures.Jpeg(97, 61)),
            ($"{Who}/heat.csv", Maps.Heat(24)),
            ($"{Other}/visits.csv", "at,photo,note,light\n2025-04-12T08:00:00,b.jpg,Looks fine,low\n"),
            ($"{Other}/photos/b.jpg", Pictures.Jpeg(120, 80)),
            ($"{Other}/heat.csv", Maps.Heat(21)),
        };
        var upload = (
            await Slice
                .Get<Imports>()
                .UploadAsync(Slice.Steward, new MemoryStream(TestArchives.Of(files)), $"{Who} and others.zip", Ct)
        ).Value;
        var started = await Slice.Get<Imports>().StartAsync(Slice.Steward, dataset.Id, Maps.Visits, upload, Ct);
        Assert.True(started.Ok, started.Refusal?.What);
        return started.Value;
    }

    /// <summary>Imports both subjects again, from one table with the rows of both; returns the dataset.</summary>
    public async Task<Guid> ImportTableAsync()
    {
        const string map = """
            {
              "zone": "Europe/Zurich", "recordings": { "key": "{column:who}", "subject": "{column:who}", "kind": "person" },
              "anchor": "note", "maximumRefusedShare": 1,
              "streams": [
                {
                  "name": "note", "modality": "text",
                  "listedBy": { "table": "all.csv", "text": "note" }, "time": { "columns": ["at"] }
                }
              ]
            }
            """;
        var dataset = (await Slice.Get<Datasets>().CreateAsync(Slice.Steward, "Table", null, false, Ct)).Value;
        var archive = TestArchives.Of([
            (
                "all.csv",
                $"at,who,note\n2025-04-12T08:00:00,{Who},A xylophone\n2025-04-12T08:00:00,{Other},A drum\nnever,{Who},Another xylophone\n"
            ),
        ]);
        var upload = (
            await Slice.Get<Imports>().UploadAsync(Slice.Steward, new MemoryStream(archive), "table.zip", Ct)
        ).Value;
        var started = await Slice.Get<Imports>().StartAsync(Slice.Steward, dataset.Id, map, upload, Ct);
        Assert.True(started.Ok, started.Refusal?.What);
        await Slice.WorkAsync();
        Archives.Add(upload.Digest);
        Blobs.Add(upload.Digest);
        return dataset.Id;
    }

    private async Task UseAsync()
    {
        Research = await Slice.PurposeAsync();
        var subjects = await AllAsync<Subject>();
        foreach (var subject in subjects)
            await Slice.ConsentAsync(subject, Research);
        Subject = subjects.Single(s => s.Pseudonym == Who);
        await using (var db = Slice.Db())
            await db.Set<Subject>()
                .Where(s => s.Id == Subject.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Note, "plays the xylophone"), Ct);

        var recipe = new Recipe(
            new SampleQuery(Purpose: Research.Code),
            ["light"],
            AllocationScheme.Proportional,
            10,
            1
        );
        var version = (await Slice.Get<Recipes>().DraftAsync(Slice.Steward, DatasetId, "First", recipe, Ct)).Value;
        VersionId = version.Id;
        await Slice.Get<Recipes>().SealAsync(Slice.Steward, version.Id, Ct);
        await Slice.WorkAsync();
        await LabelAsync();
        var export = await Slice.Get<Exports>().PrepareAsync(Slice.Steward, version.Id, Research.Code, "Institute", Ct);
        ExportId = export.Value.Id;
        await (await Slice.Get<Exports>().DeliverAsync(Slice.Steward, VersionId, ExportId, Ct)).Value.WriteToAsync(
            new MemoryStream(),
            Ct
        );
    }

    private async Task LabelAsync()
    {
        var definition = new LabelDefinition([
            new("state", LabelKind.Choice, "State", [new("good", "Good"), new("worn", "Worn")], Required: true),
        ]);
        var project = await Slice
            .Get<AnnotationProjects>()
            .CreateAsync(Slice.Steward, new("Looks", VersionId, Schema: new("looks", definition)), Ct);
        Assert.True(project.Ok, project.Refusal?.What);
        var next = (await Slice.Get<TaskQueue>().NextAsync(Slice.Steward, project.Value.Id, null, Ct)).Value;
        while (next is { } task)
        {
            var id = Guid.CreateVersion7();
            var saved = await Slice
                .Get<Annotations>()
                .SaveAsync(
                    Slice.Steward,
                    new(id, task.Task.Id, task.Task.LeaseToken, 1, AnnotationWorld.Choice(id, task.Task.SampleId)),
                    Ct
                );
            Assert.True(saved.Ok, saved.Refusal?.What);
            next = (
                await Slice.Get<TaskQueue>().SubmitAsync(Slice.Steward, task.Task.Id, task.Task.LeaseToken, null, Ct)
            ).Value;
        }
    }

    private async Task RememberAsync()
    {
        var recordings = await AllAsync<Recording>();
        var mine = recordings.Where(r => r.SubjectId == Subject.Id).Select(r => r.Id).ToHashSet();
        var samples = (await AllAsync<Sample>()).Where(s => s.SubjectId == Subject.Id).Select(s => s.Id).ToHashSet();
        var streams = await AllAsync<RecordingStream>();
        var parts = await AllAsync<SamplePart>();
        Ids.AddRange([
            Subject.Id,
            .. mine,
            .. samples,
            .. streams.Where(s => mine.Contains(s.RecordingId)).Select(s => s.Id),
        ]);
        Ids.AddRange((await AllAsync<SampleAnnotation>()).Where(a => samples.Contains(a.SampleId)).Select(a => a.Id));
        static IEnumerable<string> Of(params string?[] digests) => digests.OfType<string>();
        OtherBlobs.UnionWith(
            parts.Where(p => !samples.Contains(p.SampleId)).SelectMany(p => Of(p.Digest, p.ThumbnailDigest))
        );
        OtherBlobs.UnionWith(
            streams.Where(s => !mine.Contains(s.RecordingId)).SelectMany(s => Of(s.DataDigest, s.PyramidDigest))
        );
        Blobs.UnionWith(
            parts.Where(p => samples.Contains(p.SampleId)).SelectMany(p => Of(p.Digest, p.ThumbnailDigest))
        );
        Blobs.UnionWith(
            streams.Where(s => mine.Contains(s.RecordingId)).SelectMany(s => Of(s.DataDigest, s.PyramidDigest))
        );
        Archives.UnionWith((await AllAsync<Import>()).Select(i => i.Location));
        Blobs.UnionWith(Archives);
        Blobs.UnionWith(
            (await AllAsync<ImportedFile>())
                .Where(f => f.Path.StartsWith(Who, StringComparison.Ordinal))
                .SelectMany(f => Of(f.ResultDigest))
        );
        Blobs.ExceptWith(OtherBlobs);
        Assert.True(samples.Count >= 2, $"{samples.Count} samples");
        Assert.True(Blobs.Count >= 8, $"{Blobs.Count} blobs");
    }

    public ValueTask DisposeAsync() => Slice.DisposeAsync();
}
