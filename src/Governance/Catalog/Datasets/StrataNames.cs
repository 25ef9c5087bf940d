using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>
/// Checks the attributes and values of a filter or a recipe against the samples of the dataset. The check stops at the first
/// sample that has them; the whole list is read only for a refusal.
/// </summary>
internal static class StrataNames
{
    private const int MostValues = 5_000;

    /// <summary>Null when the dataset has every attribute and every value of the filter.</summary>
    /// <param name="field">The member that holds the filter.</param>
    public static async Task<Refusal?> CheckAsync(
        GovernanceDb db,
        Guid datasetId,
        string field,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? filter,
        CancellationToken ct
    )
    {
        foreach (var (name, values) in filter ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            if (await CheckAsync(db, datasetId, field, name, ct) is { } unknown)
                return unknown;
            // An empty list could be read as “any value” or as “no value”.
            if (values is not { Count: > 0 })
                return new StratumWithoutValues(name);
            var samples = Of(db, datasetId);
            foreach (var value in values)
            {
                if (TextRule.Check($"{field}.{name}", value) is { } unfit)
                    return unfit;
                if (await samples.AnyAsync(s => StrataSql.ValueOf(s.Strata, name) == value, ct))
                    continue;
                var known = await samples
                    .Select(s => StrataSql.ValueOf(s.Strata, name))
                    .Where(v => v != null)
                    .Distinct()
                    .Take(MostValues)
                    .ToListAsync(ct);
                return new UnknownName(
                    $"{field}.{TextRule.Shown(name)}",
                    value,
                    new("a value of this attribute in the dataset", known.OfType<string>())
                );
            }
        }
        return null;
    }

    /// <summary>Null when a sample of the dataset has the attribute.</summary>
    public static async Task<Refusal?> CheckAsync(
        GovernanceDb db,
        Guid datasetId,
        string field,
        string name,
        CancellationToken ct
    )
    {
        if (TextRule.Check(field, name) is { } unfit)
            return unfit;
        if (await Of(db, datasetId).AnyAsync(s => StrataSql.ValueOf(s.Strata, name) != null, ct))
            return null;
        var known = await db
            .Database.SqlQuery<string>(
                $"""
                SELECT DISTINCT jsonb_object_keys(strata) AS "Value" FROM samples WHERE dataset_id = {datasetId} LIMIT {MostValues}
                """
            )
            .ToListAsync(ct);
        return new UnknownName(field, name, new("a stratum attribute of this dataset", known));
    }

    private static IQueryable<Sample> Of(GovernanceDb db, Guid datasetId) =>
        db.Set<Sample>().AsNoTracking().Where(s => s.DatasetId == datasetId);
}
