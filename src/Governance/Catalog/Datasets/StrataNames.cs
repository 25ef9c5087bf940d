using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>
/// Attributes and values that a filter or a recipe names, held against those that the samples of the dataset have. What is
/// known is found at the first sample that has it; the whole list is read only for a refusal.
/// </summary>
internal static class StrataNames
{
    private const int MostValues = 5_000;

    /// <summary>Null when every attribute is one of the dataset's, and every value one of its attribute's.</summary>
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
            // No value at all accepted nothing and was read as “any”.
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
