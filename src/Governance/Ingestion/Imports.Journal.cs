using Governance.Catalog;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>Starts imports, and lists them with their files and reports.</summary>
public sealed partial class Imports
{
    /// <summary>Imports, newest first.</summary>
    /// <param name="datasetId">Null for the imports of every dataset.</param>
    public async Task<Result<Page<ImportEntry>>> JournalAsync(
        Actor actor,
        Guid? datasetId,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var imports = db.Set<Import>().AsNoTracking();
        if (datasetId is { } dataset)
            imports = imports.Where(i => i.DatasetId == dataset);
        return await imports.ToPageAsync(
            i => i.Id,
            new(cursor, size),
            some =>
                from import in some
                join run in db.Set<Run>().AsNoTracking() on import.RunId equals run.Id
                join owner in db.Set<Dataset>() on import.DatasetId equals owner.Id
                orderby import.Id descending
                select new ImportEntry(
                    import.Id,
                    import.DatasetId,
                    owner.Name,
                    import.Name,
                    import.Source,
                    import.Created.At,
                    import.Created.By,
                    import.FinishedAt,
                    import.Report,
                    run,
                    db.Set<RunRefusal>().Where(r => r.RunId == run.Id).Sum(r => r.Count)
                ),
            r => r.Id,
            ct
        );
    }

    /// <summary>How many imports are queued or running, and how many ended since an instant with refusals.</summary>
    public async Task<Result<ImportsWaiting>> WaitingAsync(Actor actor, DateTimeOffset since, CancellationToken ct)
    {
        if (actor.Lacks(IngestionPolicies.Import) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var runs = db.Set<Run>().Where(r => r.Kind == ImportJob.Kind);
        return new ImportsWaiting(
            await runs.CountAsync(r => r.State == RunState.Queued || r.State == RunState.Running, ct),
            await runs.CountAsync(r => r.FinishedAt > since && db.Set<RunRefusal>().Any(f => f.RunId == r.Id), ct)
        );
    }
}
