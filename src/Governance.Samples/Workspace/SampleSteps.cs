using Governance.Catalog;
using Governance.Curation;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Samples;

/// <summary>
/// Makes the sample workspace through the product's own doors, one step at a time. What is missing is told by what is
/// there, so it can be stopped anywhere and begun again; the withdrawal comes last and says that it was loaded.
/// </summary>
internal sealed class SampleSteps(
    IDbContextFactory<GovernanceDb> databases,
    Datasets datasets,
    Recipes recipes,
    JobRuns runs,
    SampleConsents consents,
    SampleProject project,
    SampleLabels labels,
    TimeProvider time,
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

    private async Task<Dataset?> DatasetAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Dataset>().AsNoTracking().SingleOrDefaultAsync(d => d.Slug == Slug, ct);
    }

    private async Task<SampleStep> MakeDatasetAsync(CancellationToken ct)
    {
        Expect(
            await datasets.CreateAsync(
                Actor.Portal,
                DatasetName,
                "A small pump station inspected over a year, by photo, note, vibration, temperature and flow. Synthetic: drawn by the portal's own generator, of a place that does not exist.",
                synthetic: true,
                ct
            )
        );
        return SampleStep.Went;
    }

    /// <summary>Null when both imports were started.</summary>
    private async Task<SampleStep?> DrawingAsync(Dataset dataset, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var last = await db.Set<Run>()
            .AsNoTracking()
            .Where(r => r.TargetId == dataset.Id && r.Kind == SampleDrawing.Kind)
            .OrderByDescending(r => r.Id)
            .FirstOrDefaultAsync(ct);
        var missing = false;
        foreach (var archive in SampleArchive.All)
            missing |= !await SampleDrawing.IsImportedAsync(databases, dataset.Id, archive, ct);
        if (!missing)
            return null;
        if (last is { IsOver: false })
            return SampleStep.Waiting;
        if (last is not null && last.Id == _drawing)
            throw new SampleWorkspaceException(last.Error ?? "Drawing or importing the sample files did not succeed.");
        var run = new Run
        {
            Kind = SampleDrawing.Kind,
            Title = "Draw the sample workspace",
            TargetId = dataset.Id,
            DatasetId = dataset.Id,
            StartedById = Actor.Portal.UserId,
            StartedBy = Actor.Portal.Name,
            CreatedAt = time.GetUtcNow(),
            Unit = "photos",
        };
        db.Add(run);
        await db.SaveChangesAsync(ct);
        _drawing = run.Id;
        runs.Enqueue(run);
        return SampleStep.Waiting;
    }

    /// <summary>Null when everything that was started is in.</summary>
    private async Task<SampleStep?> ImportingAsync(Dataset dataset, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var open = await db.Set<Import>()
            .Where(i => i.DatasetId == dataset.Id)
            .AnyAsync(
                i =>
                    db.Set<Run>()
                        .Any(r => r.Id == i.RunId && (r.State == RunState.Queued || r.State == RunState.Running)),
                ct
            );
        return open ? SampleStep.Waiting : null;
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
