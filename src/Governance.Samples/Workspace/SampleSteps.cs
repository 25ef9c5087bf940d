using Governance.Catalog;
using Governance.Curation;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Samples;

/// <summary>
/// Makes the sample workspace through the product's own doors, one step at a time. What is missing is told by what is
/// there, so it can be stopped anywhere and begun again; the withdrawal comes last and says that it was loaded.
/// </summary>
internal sealed class SampleSteps(
    Datasets datasets,
    Imports imports,
    Recipes recipes,
    JobRuns runs,
    SampleConsents consents,
    SampleProject project,
    SampleLabels labels,
    SampleChain? chain = null
)
{
    public const string DatasetName = "Pump station 2025";
    private static readonly string Slug = KebabCase.Slug(DatasetName);
    private Guid? _drawing;
    private Guid? _sealing;
    private bool _recorded;

    /// <summary>Does what comes next, or says that work in progress must end first.</summary>
    /// <exception cref="SampleWorkspaceException">It cannot go on; a later start of the host tries again.</exception>
    public async Task<SampleStep> NextAsync(CancellationToken ct)
    {
        if (await DatasetAsync(ct) is not { } dataset)
            return await MakeDatasetAsync(ct);
        if (await consents.IsWithdrawnAsync(ct))
            return SampleStep.Done;
        if (!_recorded)
        {
            await consents.RecordAsync(dataset.CreatedAt, ct);
            _recorded = true;
            return SampleStep.Went;
        }
        if (await DrawingAsync(dataset, ct) is { } drawing)
            return drawing;
        if (await ImportingAsync(dataset, ct) is { } importing)
            return importing;

        if (await SealingAsync(dataset, ct) is not { } version)
            return SampleStep.Waiting;
        await project.NightAsync(dataset.Id, ct);
        await labels.MakeAsync(await project.OpenAsync(version.Id, ct), StationPlan.Seed, ct);
        if (chain is not null && await chain.NextAsync(dataset.Id, ct) is { } next)
            return next;
        await consents.WithdrawAsync(ct);
        return SampleStep.Done;
    }

    /// <summary>The value; a refusal here is nobody's wrong input.</summary>
    public static T Expect<T>(Result<T> result) =>
        result.Ok ? result.Value : throw new SampleWorkspaceException($"{result.Refusal.What} {result.Refusal.Remedy}");

    public static void Expect(Result result)
    {
        if (!result.Ok)
            throw new SampleWorkspaceException($"{result.Refusal.What} {result.Refusal.Remedy}");
    }

    /// <summary>Every row of a list, page by page.</summary>
    public static async Task<List<T>> AllAsync<T>(Func<string?, Task<Result<Page<T>>>> list)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var page = Expect(await list(cursor));
            all.AddRange(page.Items);
            cursor = page.Next;
        } while (cursor is not null);
        return all;
    }

    private async Task<Dataset?> DatasetAsync(CancellationToken ct) =>
        await datasets.FindAsync(Actor.Portal, Slug, ct) is { Ok: true } found ? found.Value.Dataset : null;

    private async Task<SampleStep> MakeDatasetAsync(CancellationToken ct)
    {
        Expect(
            await datasets.CreateAsync(
                Actor.Portal,
                DatasetName,
                "A small pump station inspected over a year, by photo, note, vibration, temperature and "
                    + "flow. Synthetic: drawn by the portal's own generator, of a place that does not exist.",
                synthetic: true,
                ct
            )
        );
        return SampleStep.Went;
    }

    /// <summary>Null when both imports were started.</summary>
    private async Task<SampleStep?> DrawingAsync(Dataset dataset, CancellationToken ct)
    {
        var last = Expect(await runs.LastAsync(Actor.Portal, SampleDrawing.Kind, dataset.Id, ct));
        var missing = false;
        foreach (var archive in SampleArchive.All)
            missing |= !await SampleDrawing.IsImportedAsync(imports, dataset.Id, archive, ct);
        if (!missing)
            return null;
        if (last is { IsOver: false })
            return SampleStep.Waiting;
        if (last is not null && last.Id == _drawing)
            throw new SampleWorkspaceException(last.Error ?? "Drawing or importing the sample files did not succeed.");
        var drawing = new NewRun(SampleDrawing.Kind, new SampleWorkspaceTitle(), dataset.Id, dataset.Id, "photos");
        _drawing = Expect(await runs.StartAsync(Actor.Portal, drawing, ct)).Id;
        return SampleStep.Waiting;
    }

    /// <summary>Null when everything that was started is in.</summary>
    private async Task<SampleStep?> ImportingAsync(Dataset dataset, CancellationToken ct)
    {
        var all = await AllAsync(cursor => imports.ListAsync(Actor.Portal, dataset.Id, cursor, null, ct));
        return all.Exists(row => !row.Run.IsOver) ? SampleStep.Waiting : null;
    }

    /// <summary>The sealed version; null while it is being sealed.</summary>
    private async Task<DatasetVersion?> SealingAsync(Dataset dataset, CancellationToken ct)
    {
        // The run first: seen over before the version is seen as a draft, it did not seal it.
        var run =
            _sealing is { } id && await runs.FindAsync(Actor.Portal, id, ct) is { Ok: true } found ? found.Value : null;
        var version = await project.BalancedAsync(dataset.Id, ct);
        if (version.State != VersionState.Draft)
            return version;
        if (run is { IsOver: true })
            throw new SampleWorkspaceException(run.Error ?? "Sealing the sample version did not succeed.");
        _sealing = Expect(await recipes.SealAsync(Actor.Portal, version.Id, ct)).Id;
        return null;
    }
}
