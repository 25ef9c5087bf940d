using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>A subject who was erased comes back.</summary>
public sealed partial class Consents
{
    /// <summary>Returns the erasure that keeps a subject out of imports; null when there is none.</summary>
    public async Task<Result<SubjectErasure?>> ErasureAsync(Actor actor, Guid subjectId, CancellationToken ct)
    {
        if (actor.Lacks(ConsentPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var pseudonym = await PseudonymAsync(db, subjectId, ct);
        if (pseudonym is null)
            return new NotFound("subject", subjectId.ToString());
        var tombstone = await tombstones.FindAsync(db, pseudonym, ct);
        return Result.Of(tombstone is null ? null : await ErasureOfAsync(db, tombstone, ct));
    }

    /// <summary>
    /// Records a new consent of an erased subject and lifts its tombstone, so that imports store the subject again. The ledger
    /// commits to the reason. Refused: nothing was erased, the withdrawal is in progress, the reason is empty, or the consent does
    /// not permit anything or is older than the withdrawal.
    /// </summary>
    /// <param name="reason">Why the subject comes back, at most 1,000 characters.</param>
    public async Task<Result<ConsentRecord>> ReadmitAsync(
        Actor actor,
        NewConsent consent,
        string reason,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ConsentPolicies.Readmit) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(reason))
            return new TextMissing("reason");
        if (TextRule.Check("reason", reason.Trim(), 1000) is { } unfit)
            return unfit;
        var now = time.GetUtcNow();
        if (Check(consent, now) is { } wrong)
            return wrong;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        await change.LockAsync(Withdrawals.LockOf(consent.SubjectId), ct);
        if (await MissingAsync(db, consent, ct) is { } missing)
            return missing;
        var pseudonym = await PseudonymAsync(db, consent.SubjectId, ct);
        if (await tombstones.FindAsync(db, pseudonym!, ct) is not { } tombstone)
            return new SubjectNotErased();
        if (await Withdrawals.IsUnderWayAsync(db, consent.SubjectId, ct))
            return new WithdrawalUnderWay();
        var erasure = await ErasureOfAsync(db, tombstone, ct);
        if (!Permits(consent, now) || consent.EffectiveAt <= erasure.RequestedAt)
            return new ReadmissionWithoutConsent(erasure.RequestedAt);
        var record = Add(db, actor, consent);
        db.Remove(tombstone);
        ledger.Append(
            db,
            actor,
            "tombstone.lifted",
            tombstone.WithdrawalId,
            new { consent = record.Id },
            new PersonalFact("subject", consent.SubjectId.ToString(), consent.SubjectId),
            new PersonalFact("reason", reason.Trim(), consent.SubjectId)
        );
        return await change.CommitAsync(ct) is { } unsaved ? unsaved : record;
    }

    private static bool Permits(NewConsent consent, DateTimeOffset now) =>
        consent.State is ConsentState.Given or ConsentState.Renewed && !(consent.ValidUntil <= now);

    private static Task<string?> PseudonymAsync(GovernanceDb db, Guid subjectId, CancellationToken ct) =>
        db.Set<Subject>().Where(s => s.Id == subjectId).Select(s => s.Pseudonym).SingleOrDefaultAsync(ct);

    private static Task<SubjectErasure> ErasureOfAsync(
        GovernanceDb db,
        SubjectTombstone tombstone,
        CancellationToken ct
    ) =>
        db.Set<Withdrawal>()
            .Where(w => w.Id == tombstone.WithdrawalId)
            .Select(w => new SubjectErasure(w.Id, w.Requested.At))
            .SingleAsync(ct);

    private static async Task<Refusal?> MissingAsync(GovernanceDb db, NewConsent consent, CancellationToken ct)
    {
        if (!await db.Set<Subject>().AnyAsync(s => s.Id == consent.SubjectId, ct))
            return new NotFound("subject", consent.SubjectId.ToString());
        return await db.Set<Purpose>().AnyAsync(p => p.Id == consent.PurposeId, ct)
            ? null
            : new NotFound("purpose", consent.PurposeId.ToString());
    }
}
