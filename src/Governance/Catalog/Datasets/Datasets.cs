using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>The door to datasets: create, list, search and read them.</summary>
public sealed partial class Datasets(IDbContextFactory<GovernanceDb> databases, LedgerEntries ledger, TimeProvider time)
{
    /// <summary>Creates a dataset. Refused when the name is empty or too long, or when another dataset has the same slug.</summary>
    public async Task<Result<Dataset>> CreateAsync(
        Actor actor,
        string name,
        string? description,
        bool synthetic,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Manage) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(name))
            return new DatasetNameMissing();
        if (TextRule.Check(("name", name.Trim(), 120), ("description", description?.Trim(), 2000)) is { } unfit)
            return unfit;
        await using var db = await databases.CreateDbContextAsync(ct);
        var dataset = new Dataset
        {
            Slug = KebabCase.DistinctSlug(name),
            Name = name.Trim(),
            Description = description?.Trim(),
            Synthetic = synthetic,
            Created = new(actor.Name, time.GetUtcNow()),
        };
        db.Add(dataset);
        ledger.Append(
            db,
            actor,
            "dataset.created",
            dataset.Id,
            new
            {
                dataset.Slug,
                dataset.Name,
                dataset.Synthetic,
            }
        );
        if (await db.TrySaveAsync(new DatasetNameTaken(dataset.Name), ct) is { } refused)
            return refused;
        return dataset;
    }

    /// <summary>Datasets by page, newest first.</summary>
    public async Task<Result<Page<DatasetRow>>> ListAsync(Actor actor, string? cursor, int? size, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var datasets = db.Set<Dataset>().AsNoTracking();
        return await datasets.ToPageAsync(d => d.Id, new(cursor, size), some => Rows(db, some), r => r.Dataset.Id, ct);
    }

    /// <summary>
    /// Datasets by a part of their name or slug, and samples by a part of their key; at most <see cref="Found.Most"/> of each.
    /// </summary>
    public async Task<Result<Found>> SearchAsync(Actor actor, string words, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (TextRule.Check("search", words, SampleQuery.LongestSearch) is { } unfit)
            return unfit;
        var pattern = $"%{Like.Escape(words.Trim())}%";
        var datasets = db.Set<Dataset>()
            .AsNoTracking()
            .Where(d => EF.Functions.ILike(d.Name, pattern, "\\") || EF.Functions.ILike(d.Slug, pattern, "\\"));
        var samples =
            from sample in db.Set<Sample>()
            where EF.Functions.ILike(sample.Key, pattern, "\\")
            join dataset in db.Set<Dataset>() on sample.DatasetId equals dataset.Id
            orderby sample.Key, sample.Id
            select new FoundSample(sample.Id, sample.Key, dataset.Id, dataset.Name);
        return new Found(
            await Rows(db, datasets.OrderByDescending(d => d.Id).Take(Found.Most)).ToListAsync(ct),
            await samples.Take(Found.Most).ToListAsync(ct)
        );
    }

    /// <summary>The dataset with this id, or <see cref="NotFound"/>.</summary>
    public async Task<Result<DatasetRow>> FindAsync(Actor actor, Guid datasetId, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await Rows(db, db.Set<Dataset>().AsNoTracking().Where(d => d.Id == datasetId))
            .SingleOrDefaultAsync(ct);
        return row is null ? new NotFound("dataset", datasetId.ToString()) : row;
    }

    /// <summary>The dataset with this slug, or <see cref="NotFound"/>.</summary>
    public async Task<Result<DatasetRow>> FindAsync(Actor actor, string slug, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await Rows(db, db.Set<Dataset>().AsNoTracking().Where(d => d.Slug == slug)).SingleOrDefaultAsync(ct);
        return row is null ? new NotFound("dataset", slug) : row;
    }

    /// <summary>For each purpose, the samples that may be used now in at least one modality, and the reasons for the others.</summary>
    public async Task<Result<IReadOnlyList<ConsentCover>>> CoverAsync(Actor actor, Guid datasetId, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var covers = new List<ConsentCover>();
        var samples = db.Set<Sample>().Where(s => s.DatasetId == datasetId);
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

    /// <summary>The scenario attributes of a dataset with their values; at most 50 values of each.</summary>
    public async Task<Result<IReadOnlyList<StrataValues>>> StrataAsync(
        Actor actor,
        Guid datasetId,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await db
            .Database.SqlQuery<StrataCount>(
                $"""
                SELECT e.key AS name, e.value AS value, count(*)::int AS samples
                FROM samples s CROSS JOIN LATERAL jsonb_each_text(s.strata) e
                WHERE s.dataset_id = {datasetId}
                GROUP BY e.key, e.value
                """
            )
            .ToListAsync(ct);
        return Result.Of<IReadOnlyList<StrataValues>>([
            .. rows.GroupBy(r => r.Name)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new StrataValues(
                    g.Key,
                    [
                        .. g.OrderByDescending(r => r.Samples)
                            .ThenBy(r => r.Value, StringComparer.Ordinal)
                            .Take(50)
                            .Select(r => new StrataValue(r.Value, r.Samples)),
                    ]
                )),
        ]);
    }

    private static IQueryable<DatasetRow> Rows(GovernanceDb db, IQueryable<Dataset> datasets) =>
        datasets.Select(d => new DatasetRow(
            d,
            db.Set<Sample>().Count(s => s.DatasetId == d.Id),
            db.Set<Sample>().Count(s => s.DatasetId == d.Id && s.MissingParts == 0),
            db.Set<Recording>().Count(r => r.DatasetId == d.Id),
            db.Set<Recording>().Where(r => r.DatasetId == d.Id).Select(r => r.SubjectId).Distinct().Count(),
            db.Set<DatasetVersion>().Count(v => v.DatasetId == d.Id),
            db.Set<DatasetVersion>().Count(v => v.DatasetId == d.Id && v.State == VersionState.Sealed)
        ));

    private sealed record StrataCount(string Name, string Value, int Samples);
}
