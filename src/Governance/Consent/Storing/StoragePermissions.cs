using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>Reads who may be stored. Tombstones are asked first, then the consents for the purposes of the rule.</summary>
public sealed class StoragePermissions(Tombstones tombstones, TimeProvider time)
{
    /// <summary>
    /// Lock of the transaction that makes stored data visible. Who holds it has read the permission in the same transaction, so
    /// that a withdrawal that takes it afterwards finds all that was stored.
    /// </summary>
    public const string CommitLock = "import.finish";

    /// <summary>Reads the permission now, in the caller's context.</summary>
    public async Task<StoragePermission> ReadAsync(GovernanceDb db, StorageRule rule, CancellationToken ct)
    {
        var erased = await tombstones.ReadAsync(db, ct);
        var rows = await (
            from consent in ConsentGate.EffectiveEverywhere(db, time.GetUtcNow())
            join subject in db.Set<Subject>() on consent.SubjectId equals subject.Id
            select new Row(subject.Pseudonym, consent.PurposeId, consent.State, consent.Permits, consent.EffectiveAt)
        ).ToListAsync(ct);
        var purposes = rule.PurposeIds?.ToHashSet();
        var recorded = rows.GroupBy(r => r.Pseudonym, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => Verdict([.. g.Where(r => purposes?.Contains(r.PurposeId) != false)]),
                StringComparer.Ordinal
            );
        return new(erased, recorded, rule.NeedsConsent);
    }

    /// <summary>Waits until every import that was about to commit has committed; a later one reads the current tombstones.</summary>
    internal static async Task SettleAsync(IDbContextFactory<GovernanceDb> databases, CancellationToken ct)
    {
        await using var change = await Change.BeginAsync(databases, ct);
        await change.LockAsync(CommitLock, ct);
    }

    private static NotStored? Verdict(IReadOnlyCollection<Row> rows) =>
        rows.Any(r => r.Permits)
            ? null
            : rows.OrderByDescending(r => r.EffectiveAt).ThenBy(r => r.State).FirstOrDefault()?.State switch
            {
                null => NotStored.NoConsent,
                ConsentState.Refused => NotStored.Refused,
                ConsentState.Withdrawn => NotStored.Withdrawn,
                ConsentState.Requested => NotStored.NotAnswered,
                _ => NotStored.Expired,
            };

    private sealed record Row(
        string Pseudonym,
        Guid PurposeId,
        ConsentState State,
        bool Permits,
        DateTimeOffset EffectiveAt
    );
}
