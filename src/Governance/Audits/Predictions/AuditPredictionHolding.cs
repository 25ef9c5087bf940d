using Governance.Catalog;
using Governance.Consent;
using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>
/// What audits predicted for a subject's samples: the rows are deleted. The report keeps its figures, which are counts and
/// name nobody.
/// </summary>
internal sealed class AuditPredictionHolding : ISubjectHolding
{
    private const int BatchSize = 5000;

    public string Name => "audit-predictions";
    public Message Title => new HeldAuditPredictions();
    public HoldingPlace Place => HoldingPlace.Models;
    public HoldingFate Fate => HoldingFate.Deleted;
    public Message WhatHappens => new AuditPredictionsDeleted();
    public IReadOnlyList<string> Tables => ["audit_predictions"];
    public IReadOnlyList<string> BlobColumns => [];

    public async Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        var byModel = await (
            from held in Of(db, scope).GroupBy(p => p.AuditId).Select(g => new { Id = g.Key, Count = g.Count() })
            join audit in db.Set<AuditRun>() on held.Id equals audit.Id
            join version in db.Set<ModelVersion>() on audit.ModelVersionId equals version.Id
            join model in db.Set<Model>() on version.ModelId equals model.Id
            orderby audit.Id
            select new
            {
                held.Id,
                held.Count,
                model.Name,
                version.Number,
            }
        ).ToListAsync(ct);
        return new(
            byModel.Sum(a => a.Count),
            [.. byModel.Take(Held.Most).Select(a => new HeldThing($"{a.Name} {a.Number}", a.Count, a.Id))]
        );
    }

    public async Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct)
    {
        var batch = await Of(db, erasure.Scope)
            .OrderBy(p => p.AuditId)
            .ThenBy(p => p.Ordinal)
            .Take(BatchSize)
            .Select(p => p.SampleId)
            .Distinct()
            .ToArrayAsync(ct);
        if (batch.Length == 0)
            return ErasedBatch.Nothing;
        var erased = await Of(db, erasure.Scope).Where(p => batch.Contains(p.SampleId)).ExecuteDeleteAsync(ct);
        return ErasedBatch.Of(erased, more: await Of(db, erasure.Scope).AnyAsync(ct));
    }

    /// <summary>All predictions for the subject, or those of models for the withdrawn purposes.</summary>
    private static IQueryable<AuditPrediction> Of(GovernanceDb db, WithdrawalScope scope)
    {
        var rows = db.Set<AuditPrediction>()
            .Where(p => db.Set<Sample>().Any(s => s.Id == p.SampleId && s.SubjectId == scope.SubjectId));
        if (scope.Erases)
            return rows;
        var purposes = scope.Purposes;
        return rows.Where(p =>
            db.Set<AuditRun>()
                .Any(a =>
                    a.Id == p.AuditId
                    && db.Set<ModelVersion>().Any(v => v.Id == a.ModelVersionId && purposes.Contains(v.PurposeId))
                )
        );
    }
}
