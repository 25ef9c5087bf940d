using System.Security.Cryptography;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>
/// The door to tombstones. A withdrawal that erases writes one in its own transaction; imports, consent files and the doors that
/// add subjects or consents ask for them.
/// </summary>
public sealed class Tombstones(IDbContextFactory<GovernanceDb> databases, LedgerEntries ledger, TimeProvider time)
{
    /// <summary>Reads all tombstones. The first call of a workspace creates its key.</summary>
    public async Task<TombstoneSet> ReadAsync(GovernanceDb db, CancellationToken ct)
    {
        var secret = await SecretAsync(db, ct);
        return new(secret, await db.Set<SubjectTombstone>().Select(t => t.Hash).ToListAsync(ct));
    }

    /// <summary>Hashes pseudonyms as tombstones do, in their order.</summary>
    public async Task<IReadOnlyList<byte[]>> HashesAsync(
        GovernanceDb db,
        IEnumerable<string> pseudonyms,
        CancellationToken ct
    )
    {
        var secret = await SecretAsync(db, ct);
        return [.. pseudonyms.Select(p => TombstoneSet.Hash(secret, p))];
    }

    /// <summary>Returns the tombstone of a pseudonym; null when there is none.</summary>
    internal async Task<SubjectTombstone?> FindAsync(GovernanceDb db, string pseudonym, CancellationToken ct)
    {
        var hash = TombstoneSet.Hash(await SecretAsync(db, ct), pseudonym);
        return await db.Set<SubjectTombstone>().SingleOrDefaultAsync(t => t.Hash == hash, ct);
    }

    /// <summary>Adds the tombstone of a withdrawal to the caller's context, unless the subject has one.</summary>
    internal async Task AddAsync(GovernanceDb db, string pseudonym, Guid withdrawalId, CancellationToken ct)
    {
        if (await FindAsync(db, pseudonym, ct) is not null)
            return;
        var hash = TombstoneSet.Hash(await SecretAsync(db, ct), pseudonym);
        db.Add(new SubjectTombstone { Hash = hash, WithdrawalId = withdrawalId });
    }

    private async Task<byte[]> SecretAsync(GovernanceDb db, CancellationToken ct) =>
        await FindSecretAsync(db, ct) ?? await CreateAsync(ct);

    private static Task<byte[]?> FindSecretAsync(GovernanceDb db, CancellationToken ct) =>
        db.Set<TombstoneKey>().Select(k => k.Secret).SingleOrDefaultAsync(ct);

    /// <summary>
    /// Creates the key, and a tombstone for each subject that was erased before there were tombstones. It commits on its own, so
    /// that a caller that fails afterwards does not take the key back.
    /// </summary>
    private async Task<byte[]> CreateAsync(CancellationToken ct)
    {
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        await change.LockAsync("tombstones.key", ct);
        if (await FindSecretAsync(db, ct) is { } created)
            return created;
        var now = time.GetUtcNow();
        var secret = RandomNumberGenerator.GetBytes(32);
        db.Add(new TombstoneKey { Secret = secret, CreatedAt = now });
        var erased = await ErasedAsync(db, now, ct);
        foreach (var (pseudonym, withdrawalId) in erased)
            db.Add(new SubjectTombstone { Hash = TombstoneSet.Hash(secret, pseudonym), WithdrawalId = withdrawalId });
        ledger.Append(
            db,
            Actor.Portal,
            "tombstone-key.created",
            Guid.CreateVersion7(),
            new { tombstones = erased.Count }
        );
        if (await change.CommitAsync(ct) is { } refusal)
            throw new InvalidOperationException(refusal.What);
        return secret;
    }

    /// <summary>Subjects whose last withdrawal erased their data and who have given no consent since.</summary>
    private static async Task<Dictionary<string, Guid>> ErasedAsync(
        GovernanceDb db,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var permitting = ConsentGate.EffectiveEverywhere(db, now).Where(c => c.Permits);
        var rows = await (
            from withdrawal in db.Set<Withdrawal>()
            where withdrawal.Erases && !permitting.Any(c => c.SubjectId == withdrawal.SubjectId)
            join subject in db.Set<Subject>() on withdrawal.SubjectId equals subject.Id
            orderby withdrawal.Id
            select new { subject.Pseudonym, withdrawal.Id }
        ).ToListAsync(ct);
        var last = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var row in rows)
            last[row.Pseudonym] = row.Id;
        return last;
    }
}
