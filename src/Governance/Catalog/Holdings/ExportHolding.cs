using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>
/// Exports that delivered the subject's samples. Delivered bytes cannot be erased, so each recipient gets a notice, and the rows of
/// the subject's samples are deleted from the export. When only some modalities are withdrawn, the rows keep the others.
/// </summary>
internal sealed class ExportHolding(RecallWriter recalls) : ISubjectHolding
{
    /// <summary>Name of this holding.</summary>
    public const string Holding = "exports";

    public string Name => Holding;
    public Message Title => new HeldDeliveries();
    public HoldingPlace Place => HoldingPlace.Exports;
    public HoldingFate Fate => HoldingFate.Notified;
    public Message WhatHappens => new DeliveriesRecalled();
    public IReadOnlyList<string> Tables => ["exported_samples", "exports", "export_contacts", "recall_notices"];
    public IReadOnlyList<string> BlobColumns => [];

    public async Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        var samples = Samples(db, scope);
        var rows = await Reached(db, scope)
            .OrderBy(e => e.Recipient)
            .ThenBy(e => e.Id)
            .Select(e => new
            {
                e.Id,
                e.Recipient,
                Count = samples.Count(s => s.ExportId == e.Id),
            })
            .ToListAsync(ct);
        return new(rows.Count, [.. rows.Take(Held.Most).Select(r => new HeldThing(r.Recipient, r.Count, r.Id))]);
    }

    public async Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct)
    {
        await db.LockAsync(RecallWriter.Lock, ct);
        var export = await Reached(db, erasure.Scope).AsNoTracking().OrderBy(e => e.Id).FirstOrDefaultAsync(ct);
        if (export is null)
            return ErasedBatch.Nothing;
        var held = Samples(db, erasure.Scope).Where(s => s.ExportId == export.Id);
        // Before the version forgets which places were the subject's: it is a later step.
        var places = await db.Set<VersionSample>()
            .Where(v => v.VersionId == export.VersionId && held.Any(s => s.SampleId == v.SampleId))
            .OrderBy(v => v.Ordinal)
            .Select(v => new { v.Ordinal, v.LeafHash })
            .ToListAsync(ct);
        var withdrawn = erasure.Scope.Recalled;
        await held.Where(s => (s.Modalities & ~withdrawn) == 0).ExecuteDeleteAsync(ct);
        await held.ExecuteUpdateAsync(set => set.SetProperty(s => s.Modalities, s => s.Modalities & ~withdrawn), ct);
        await recalls.AddAsync(
            db,
            erasure,
            export,
            [.. places.Select(p => new RecalledSample(p.Ordinal, Convert.ToHexStringLower(p.LeafHash)))],
            ct
        );
        return ErasedBatch.Of(1, more: true);
    }

    private static IQueryable<Export> Reached(GovernanceDb db, WithdrawalScope scope)
    {
        var (purposes, samples) = (scope.Purposes, Samples(db, scope));
        var exports = db.Set<Export>().Where(e => samples.Any(s => s.ExportId == e.Id));
        return scope.Erases ? exports : exports.Where(e => purposes.Contains(e.PurposeId));
    }

    private static IQueryable<ExportedSample> Samples(GovernanceDb db, WithdrawalScope scope)
    {
        var (subject, withdrawn) = (scope.SubjectId, scope.Modalities);
        var samples = db.Set<ExportedSample>()
            .Where(e => db.Set<Sample>().Any(s => s.Id == e.SampleId && s.SubjectId == subject));
        return scope.Partial ? samples.Where(e => (e.Modalities & withdrawn) != 0) : samples;
    }
}
