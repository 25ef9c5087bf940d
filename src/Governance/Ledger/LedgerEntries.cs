using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ledger;

/// <summary>
/// The door to the ledger. <see cref="Append"/> adds the entry to the caller's context, so that it commits together with the
/// change or not at all.
/// </summary>
public sealed class LedgerEntries(IDbContextFactory<GovernanceDb> databases, TimeProvider time)
{
    /// <summary>Adds an entry to the caller's context.</summary>
    /// <param name="db">The context that saves the change itself.</param>
    /// <param name="actor">Who made the change; only the id is stored.</param>
    /// <param name="kind"><c>thing.verb</c>, past tense.</param>
    /// <param name="thingId">Id of the row that changed.</param>
    /// <param name="facts">Serialised into the body; must contain no personal data.</param>
    /// <param name="personal">Personal values: each becomes <c>commit:hex</c> = SHA-256(salt ‖ value) in the body.</param>
    public LedgerEntry Append(
        GovernanceDb db,
        Actor actor,
        string kind,
        Guid thingId,
        object? facts = null,
        params PersonalFact[] personal
    )
    {
        var now = ToMicroseconds(time.GetUtcNow());
        var entryId = Guid.CreateVersion7(now);
        var body = new JsonObject
        {
            ["v"] = 1,
            ["entry"] = entryId.ToString(),
            ["at"] = NanoTime.Iso(NanoTime.From(now)),
            ["actor"] = actor.UserId.ToString(),
            ["kind"] = kind,
            ["id"] = thingId.ToString(),
        };
        if (facts is not null)
            body["facts"] = System.Text.Json.JsonSerializer.SerializeToNode(facts, CanonicalJson.Options);
        if (personal.Length > 0)
        {
            var committed = new JsonObject();
            foreach (var fact in personal)
            {
                var salt = RandomNumberGenerator.GetBytes(32);
                committed[fact.Field] = "commit:" + Commitment(salt, fact.Value);
                db.Add(
                    new LedgerOpening
                    {
                        EntryId = entryId,
                        Field = fact.Field,
                        Salt = salt,
                        Value = fact.Value,
                        SubjectId = fact.SubjectId,
                    }
                );
            }
            body["committed"] = committed;
        }
        var bytes = CanonicalJson.Bytes(body);
        var entry = new LedgerEntry
        {
            EntryId = entryId,
            At = now,
            ActorId = actor.UserId,
            Kind = kind,
            Thing = kind.Split('.')[0],
            ThingId = thingId,
            Body = bytes,
            LeafHash = MerkleTree.LeafHash(bytes),
        };
        db.Add(entry);
        return entry;
    }

    /// <summary>Returns SHA-256(salt ‖ UTF-8 value), 64 hex characters.</summary>
    public static string Commitment(byte[] salt, string value) =>
        Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(value)]));

    /// <summary>Lists entries, newest first.</summary>
    /// <param name="thingId">Only entries about this row; null = all.</param>
    public async Task<Result<Page<LedgerEntry>>> ListAsync(
        Guid? thingId,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var entries = db.Set<LedgerEntry>().AsNoTracking();
        if (thingId is not null)
            entries = entries.Where(e => e.ThingId == thingId);
        return await entries.ToPageAsync(e => e.Id, new(cursor, size), ct);
    }

    /// <summary>Counts the entries after a time.</summary>
    public async Task<Result<int>> CountAsync(Actor actor, DateTimeOffset since, CancellationToken ct)
    {
        if (actor.Lacks(LedgerPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<LedgerEntry>().CountAsync(e => e.At > since, ct);
    }

    /// <summary>Erases the openings of a subject's commitments in the caller's transaction; the entries stay verifiable.</summary>
    /// <returns>The number of openings erased.</returns>
    public static Task<int> EraseOpeningsAsync(GovernanceDb db, Guid subjectId, CancellationToken ct) =>
        db.Set<LedgerOpening>().Where(o => o.SubjectId == subjectId).ExecuteDeleteAsync(ct);

    /// <summary>PostgreSQL stores microseconds; the body must contain the same time as the row.</summary>
    private static DateTimeOffset ToMicroseconds(DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % 10, TimeSpan.Zero);
}
