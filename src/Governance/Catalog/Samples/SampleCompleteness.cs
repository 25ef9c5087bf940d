using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>The door to the completeness of datasets.</summary>
public sealed class SampleCompleteness(IDbContextFactory<GovernanceDb> databases)
{
    private const int MostValues = 50;

    /// <summary>Counts present and missing parts over the samples of a dataset.</summary>
    /// <param name="attribute">The scenario attribute to break the counts down by; null = none.</param>
    public async Task<Result<Completeness>> CompletenessAsync(
        Actor actor,
        Guid datasetId,
        string? attribute,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await db.Set<Dataset>().AnyAsync(d => d.Id == datasetId, ct))
            return new NotFound("dataset", datasetId.ToString());
        var samples = await db.Set<Sample>().CountAsync(s => s.DatasetId == datasetId, ct);
        var counts = await (
            from part in db.Set<SamplePart>()
            join sample in db.Set<Sample>() on part.SampleId equals sample.Id
            where sample.DatasetId == datasetId
            group part by new
            {
                part.Name,
                part.Modality,
                part.Missing,
            } into g
            select new
            {
                g.Key.Name,
                g.Key.Modality,
                g.Key.Missing,
                Count = g.Count(),
            }
        ).ToListAsync(ct);
        var parts = counts
            .GroupBy(c => (c.Name, c.Modality))
            .OrderBy(g => g.Key.Modality)
            .ThenBy(g => g.Key.Name, StringComparer.Ordinal)
            .Select(g => new PartCount(
                g.Key.Name,
                g.Key.Modality,
                g.Where(c => c.Missing == null).Sum(c => c.Count),
                g.Where(c => c.Missing != null).ToDictionary(c => c.Missing!.Value, c => c.Count)
            ));
        return new Completeness(
            samples,
            [.. parts],
            attribute,
            attribute is null ? [] : await ByValueAsync(db, datasetId, attribute, ct)
        );
    }

    private static async Task<IReadOnlyList<StratumCompleteness>> ByValueAsync(
        GovernanceDb db,
        Guid datasetId,
        string attribute,
        CancellationToken ct
    )
    {
        var samples = db.Set<Sample>()
            .Where(s => s.DatasetId == datasetId)
            .Select(s => new
            {
                s.Id,
                s.MissingParts,
                Value = StrataSql.ValueOf(s.Strata, attribute),
            });
        var totals = await samples
            .GroupBy(s => s.Value)
            .Select(g => new
            {
                Value = g.Key,
                Samples = g.Count(),
                Complete = g.Count(s => s.MissingParts == 0),
            })
            .OrderByDescending(g => g.Samples)
            .ThenBy(g => g.Value)
            .Take(MostValues)
            .ToListAsync(ct);
        var present = await (
            from sample in samples
            join part in db.Set<SamplePart>() on sample.Id equals part.SampleId
            where part.Missing == null
            group part by new { sample.Value, part.Name } into g
            select new
            {
                g.Key.Value,
                g.Key.Name,
                Count = g.Count(),
            }
        ).ToListAsync(ct);
        var byValue = present.ToLookup(p => p.Value ?? "");
        return
        [
            .. totals.Select(t => new StratumCompleteness(
                t.Value,
                t.Samples,
                t.Complete,
                byValue[t.Value ?? ""].ToDictionary(p => p.Name, p => p.Count)
            )),
        ];
    }
}
