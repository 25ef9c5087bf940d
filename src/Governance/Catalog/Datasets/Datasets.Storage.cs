using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>Which consents permit a dataset to store data at all.</summary>
public sealed partial class Datasets
{
    /// <summary>
    /// Sets the purposes that justify storing a subject in a dataset. Imports that start later follow it; what is already stored
    /// stays. Refused: an empty list, an unknown purpose or dataset.
    /// </summary>
    public async Task<Result<Dataset>> SetStorageAsync(
        Actor actor,
        Guid datasetId,
        StorageRule rule,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Manage) is { } refusal)
            return refusal;
        if (rule.PurposeIds is { Count: 0 })
            return new StoragePurposesUnclear();
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        await change.LockAsync($"dataset/{datasetId}", ct);
        var dataset = await db.Set<Dataset>().SingleOrDefaultAsync(d => d.Id == datasetId, ct);
        if (dataset is null)
            return new NotFound("dataset", datasetId.ToString());
        var purposes = rule.PurposeIds?.Distinct().Order().ToList();
        if (purposes is not null && await UnknownAsync(db, purposes, ct) is { } unknown)
            return unknown;
        (dataset.StoragePurposeIds, dataset.StorageNeedsConsent) = (purposes, rule.NeedsConsent);
        ledger.Append(db, actor, "dataset.storage-set", dataset.Id, new { purposes, needsConsent = rule.NeedsConsent });
        return await change.CommitAsync(ct) is { } unsaved ? unsaved : dataset;
    }

    private static async Task<Refusal?> UnknownAsync(GovernanceDb db, List<Guid> purposes, CancellationToken ct)
    {
        var known = await db.Set<Purpose>().Where(p => purposes.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct);
        return purposes.Except(known).Select(id => (Guid?)id).FirstOrDefault() is { } unknown
            ? new NotFound("purpose", unknown.ToString())
            : null;
    }
}
