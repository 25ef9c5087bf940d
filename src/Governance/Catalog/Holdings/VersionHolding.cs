using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>
/// Versions with samples of the subject. A sealed version becomes withdrawn: it can still be read and its manifest proven (the
/// places remain with their leaf hashes), but it is not used for anything new. A run draws its successor.
/// </summary>
internal sealed class VersionHolding(IVersionSuccession succession, LedgerEntries ledger) : ISubjectHolding
{
    public string Name => "versions";
    public Message Title => new HeldVersions();
    public HoldingPlace Place => HoldingPlace.Versions;
    public HoldingFate Fate => HoldingFate.Marked;
    public Message WhatHappens => new VersionsSucceeded();
    public IReadOnlyList<string> Tables => ["version_samples", "dataset_versions"];
    public IReadOnlyList<string> BlobColumns => [];

    public async Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        var places = Places(db, scope);
        var rows = await (
            from version in Reached(db, scope)
            join dataset in db.Set<Dataset>() on version.DatasetId equals dataset.Id
            orderby dataset.Name, version.Number, version.Id
            select new
            {
                version.Id,
                version.Name,
                version.Number,
                Dataset = dataset.Name,
                Places = places.Count(p => p.VersionId == version.Id),
            }
        ).ToListAsync(ct);
        return new(
            rows.Count,
            [.. rows.Take(Held.Most).Select(r => Thing(r.Dataset, r.Number, r.Name, r.Places, r.Id))]
        );
    }

    private static HeldThing Thing(string dataset, int number, string name, int places, Guid id) =>
        new($"{dataset} v{number} · {name}", places, id);

    public async Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct)
    {
        var scope = erasure.Scope;
        Run? successor = null;
        // A sealing that has asked the gate before the withdrawal commits first; its places are then seen here.
        await db.LockAsync(DatasetVersions.SealingLock, ct);
        var version = await Reached(db, scope).AsNoTracking().OrderBy(v => v.Id).FirstOrDefaultAsync(ct);
        if (version is null)
            return ErasedBatch.Nothing;
        var places = Places(db, scope).Where(p => p.VersionId == version.Id);
        var count = await places.CountAsync(ct);
        if (version.State == VersionState.Sealed)
        {
            await db.Set<DatasetVersion>()
                .Where(v => v.Id == version.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(v => v.State, VersionState.Withdrawn), ct);
            successor = await succession.SucceedAsync(db, erasure.Actor, version, ct);
        }
        if (scope.Erases)
            await places.ExecuteUpdateAsync(
                set =>
                    set.SetProperty(p => p.SampleId, (Guid?)null)
                        .SetProperty(p => p.Stratum, VersionSample.ErasedStratum),
                ct
            );
        ledger.Append(
            db,
            erasure.Actor,
            "version.superseded",
            version.Id,
            new
            {
                withdrawal = erasure.WithdrawalId,
                places = count,
                version.ManifestDigest,
                emptied = scope.Erases,
                successor = successor?.TargetId,
            }
        );
        var dataset = await db.Set<Dataset>().Where(d => d.Id == version.DatasetId).Select(d => d.Name).SingleAsync(ct);
        return ErasedBatch.Of(1, more: true) with
        {
            Run = successor,
            Marked = [Thing(dataset, version.Number, version.Name, count, version.Id)],
        };
    }

    public Task<IReadOnlyList<Message>> RemainsAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Message>>([new ManifestLeavesRemain()]);

    /// <summary>Versions with samples of the subject; when nothing is erased, only the sealed ones for the withdrawn purposes.</summary>
    private static IQueryable<DatasetVersion> Reached(GovernanceDb db, WithdrawalScope scope)
    {
        var (purposes, places) = (scope.Purposes, Places(db, scope));
        var versions = db.Set<DatasetVersion>().Where(v => places.Any(p => p.VersionId == v.Id));
        // The other modalities of the samples stay permitted: the version goes on, without the withdrawn parts.
        if (scope.Partial)
            return versions.Where(v => false);
        return scope.Erases
            ? versions
            : versions.Where(v => v.State == VersionState.Sealed && purposes.Contains(v.PurposeId));
    }

    private static IQueryable<VersionSample> Places(GovernanceDb db, WithdrawalScope scope)
    {
        var subject = scope.SubjectId;
        return db.Set<VersionSample>()
            .Where(p => db.Set<Sample>().Any(s => s.Id == p.SampleId && s.SubjectId == subject));
    }
}
