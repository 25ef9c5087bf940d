using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>The consents of a subject when a withdrawal is requested: which it withdraws and which remain.</summary>
internal sealed record SubjectConsents(
    Subject Subject,
    bool AllPurposes,
    IReadOnlyList<Purpose> Withdraws,
    IReadOnlyList<Purpose> Keeps,
    IReadOnlyList<ConsentRecord> Permitting,
    WithdrawalScope Scope
)
{
    public static async Task<Result<SubjectConsents>> ReadAsync(
        GovernanceDb db,
        Guid subjectId,
        WithdrawnPurposes withdrawn,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var subject = await db.Set<Subject>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == subjectId, ct);
        if (subject is null)
            return new NotFound("subject", subjectId.ToString());
        var purposes = await db.Set<Purpose>().AsNoTracking().OrderBy(p => p.Code).ToListAsync(ct);
        if (
            withdrawn.Named?.Where(id => purposes.All(p => p.Id != id)).Select(id => (Guid?)id).FirstOrDefault() is
            { } unknown
        )
            return new NotFound("purpose", unknown.ToString());
        IReadOnlyList<Guid> scope = withdrawn.Named ?? [.. purposes.Select(p => p.Id)];

        var permitting = await ConsentGate
            .EffectiveEverywhere(db, now)
            .Where(c => c.SubjectId == subjectId && c.Permits)
            .Select(c => c.RecordId)
            .ToArrayAsync(ct);
        var records = await db.Set<ConsentRecord>()
            .AsNoTracking()
            .Where(c => permitting.Contains(c.Id))
            .ToListAsync(ct);
        var taken = records
            .Where(r => scope.Contains(r.PurposeId) && (r.Modalities & withdrawn.Modalities) != Modalities.None)
            .OrderBy(r => r.PurposeId)
            .ToList();
        var kept = records
            .Where(r => !taken.Contains(r) || (r.Modalities & ~withdrawn.Modalities) != Modalities.None)
            .Select(r => r.PurposeId)
            .ToHashSet();
        // A withdrawal of some modalities erases everything only if it took the last consent, never because there was none.
        var erases = kept.Count == 0 && (withdrawn.Modalities == Modalities.All || taken.Count > 0);
        return new SubjectConsents(
            subject,
            withdrawn.Named is null,
            [.. purposes.Where(p => taken.Any(t => t.PurposeId == p.Id))],
            [.. purposes.Where(p => kept.Contains(p.Id))],
            taken,
            new(subject.Id, subject.Pseudonym, scope, erases, withdrawn.Modalities)
        );
    }
}
