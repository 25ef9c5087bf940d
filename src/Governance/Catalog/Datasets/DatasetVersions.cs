using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>The door to dataset versions: list, read, draft and seal them. Curation draws their samples.</summary>
public sealed partial class DatasetVersions(
    IDbContextFactory<GovernanceDb> databases,
    LedgerEntries ledger,
    TimeProvider time
)
{
    /// <summary>Versions by page, newest first.</summary>
    /// <param name="datasetId">Null = versions of every dataset.</param>
    /// <param name="state">Null = every state.</param>
    public async Task<Result<Page<VersionRow>>> ListAsync(
        Actor actor,
        Guid? datasetId,
        VersionState? state,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var versions = db.Set<DatasetVersion>().AsNoTracking();
        if (datasetId is { } dataset)
            versions = versions.Where(v => v.DatasetId == dataset);
        if (state is { } wanted)
            versions = versions.Where(v => v.State == wanted);
        return await versions.ToPageAsync(v => v.Id, new(cursor, size), some => Rows(db, some), r => r.Version.Id, ct);
    }

    /// <summary>The version with this id, or <see cref="NotFound"/>.</summary>
    public async Task<Result<VersionRow>> FindAsync(Actor actor, Guid versionId, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await Rows(db, db.Set<DatasetVersion>().AsNoTracking().Where(v => v.Id == versionId))
            .SingleOrDefaultAsync(ct);
        return row is null ? new NotFound("version", versionId.ToString()) : row;
    }

    /// <summary>Strata of a sealed version with their counts, in ordinal order.</summary>
    public async Task<Result<IReadOnlyList<StratumCount>>> StrataAsync(
        Actor actor,
        Guid versionId,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var strata = await db.Set<VersionSample>()
            .Where(s => s.VersionId == versionId)
            .GroupBy(s => s.Stratum)
            .Select(g => new StratumCount(g.Key, g.Count()))
            .ToListAsync(ct);
        return Result.Of<IReadOnlyList<StratumCount>>([.. strata.OrderBy(s => s.Stratum, StringComparer.Ordinal)]);
    }

    /// <summary>Places of a version with their samples' keys and leaf hashes, in manifest order.</summary>
    /// <param name="stratum">Only the places of this stratum; null = all.</param>
    public async Task<Result<GridPage<VersionPlace>>> PlacesAsync(
        Actor actor,
        Guid versionId,
        string? stratum,
        int skip,
        int take,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var places = db.Set<VersionSample>().AsNoTracking().Where(s => s.VersionId == versionId);
        if (stratum is not null)
            places = places.Where(s => s.Stratum == stratum);
        var total = await places.CountAsync(ct);
        var page = places.OrderBy(s => s.Ordinal).Skip(Math.Max(0, skip)).Take(Cursor.Size(take));
        return new GridPage<VersionPlace>(
            await (
                from place in page
                join sample in db.Set<Sample>() on place.SampleId equals (Guid?)sample.Id into found
                from sample in found.DefaultIfEmpty()
                orderby place.Ordinal
                select new VersionPlace(
                    place.Ordinal,
                    place.SampleId,
                    sample == null ? null : sample.Key,
                    place.Stratum,
                    place.LeafHash,
                    place.Part
                )
            ).ToListAsync(ct),
            total
        );
    }

    /// <summary>How many versions of all datasets are in a state.</summary>
    public async Task<Result<int>> CountAsync(Actor actor, VersionState state, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<DatasetVersion>().CountAsync(v => v.State == state, ct);
    }

    /// <summary>
    /// For each purpose, how many samples of the version may be used now. Shows which consent expired or was withdrawn since
    /// it was sealed. Erased samples are not counted.
    /// </summary>
    public async Task<Result<IReadOnlyList<ConsentCover>>> CoverAsync(Actor actor, Guid versionId, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var samples = db.Set<Sample>()
            .Where(s => db.Set<VersionSample>().Any(v => v.VersionId == versionId && v.SampleId == s.Id));
        var covers = new List<ConsentCover>();
        foreach (var purpose in await db.Set<Purpose>().AsNoTracking().OrderBy(p => p.Code).ToListAsync(ct))
            covers.Add(
                await ConsentCoverQuery.OfAsync(
                    db,
                    samples,
                    (purpose.Id, purpose.Code),
                    Modalities.None,
                    time.GetUtcNow(),
                    ct
                )
            );
        return Result.Of<IReadOnlyList<ConsentCover>>(covers);
    }

    private static IQueryable<VersionRow> Rows(GovernanceDb db, IQueryable<DatasetVersion> versions) =>
        from version in versions
        join dataset in db.Set<Dataset>() on version.DatasetId equals dataset.Id
        join purpose in db.Set<Purpose>() on version.PurposeId equals purpose.Id
        orderby version.Id descending
        select new VersionRow(
            version,
            dataset.Name,
            dataset.Slug,
            dataset.Synthetic,
            purpose.Code,
            db.Set<Export>().Count(e => e.VersionId == version.Id),
            db.Set<DatasetVersion>()
                .Where(v => v.Id == version.SupersedesId)
                .Select(v => new VersionLink(v.Id, v.Number, v.Name, v.State))
                .FirstOrDefault(),
            db.Set<DatasetVersion>()
                .Where(v => v.SupersedesId == version.Id)
                .Select(v => new VersionLink(v.Id, v.Number, v.Name, v.State))
                .FirstOrDefault(),
            db.Set<VersionSample>().Count(s => s.VersionId == version.Id && s.Part == SplitPart.Train),
            db.Set<VersionSample>().Count(s => s.VersionId == version.Id && s.Part == SplitPart.Validation),
            db.Set<VersionSample>().Count(s => s.VersionId == version.Id && s.Part == SplitPart.Test)
        );
}
