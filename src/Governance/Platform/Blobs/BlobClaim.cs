using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Governance.Platform.Blobs;

/// <summary>
/// Binds the blob store to the database. The first database that uses a store writes its name into it; from then on content is
/// stored only while that name is there, so that an emptied, unmounted or foreign store is noticed and content is never split
/// between two. A database that refers to content does not take a store without a name, unless some of the content is in it.
/// </summary>
public sealed partial class BlobClaim(
    IDbContextFactory<GovernanceDb> databases,
    IBlobStore blobs,
    BlobReferences references,
    ILogger<BlobClaim> log
)
{
    /// <summary>
    /// Most digests of a column that are looked for in a store without a name; one that exists proves that it is the right store.
    /// </summary>
    private const int Sought = 100;

    private string? _identity;
    private BlobOwner _last = BlobOwner.This;

    /// <summary>The owner of the store now, after taking it if possible; a change of the owner is logged once.</summary>
    public async Task<BlobOwner> CheckAsync(CancellationToken ct)
    {
        _identity ??= await IdentityAsync(ct);
        var owner = await blobs.ClaimAsync(_identity, mayTake: false, ct);
        if (owner == BlobOwner.Nobody && await MayTakeAsync(ct))
            owner = await blobs.ClaimAsync(_identity, mayTake: true, ct);
        if (owner != _last)
            Tell(owner);
        _last = owner;
        return owner;
    }

    /// <summary>Takes a store that content is copied to, unless another database uses it.</summary>
    public async Task<BlobOwner> ClaimAsync(IBlobStore other, CancellationToken ct)
    {
        _identity ??= await IdentityAsync(ct);
        return await other.ClaimAsync(_identity, mayTake: true, ct);
    }

    private async Task<bool> MayTakeAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var named = await references.SomeAsync(db, Sought, ct);
        foreach (var digest in named)
            if (await blobs.ExistsAsync(digest, ct))
                return true;
        return named.Count == 0;
    }

    private async Task<string> IdentityAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db
            .Database.SqlQuery<string>(
                $"""
                SELECT system_identifier || '/' || (SELECT oid FROM pg_database WHERE datname = current_database()) AS "Value"
                FROM pg_control_system()
                """
            )
            .SingleAsync(ct);
    }

    private void Tell(BlobOwner owner)
    {
        if (owner == BlobOwner.This)
            InPlace(log, blobs.Place);
        else if (owner == BlobOwner.Nobody)
            Empty(log, blobs.Place);
        else
            Foreign(log, blobs.Place);
    }

    [LoggerMessage(LogLevel.Information, "The {Place} is in place again.")]
    private static partial void InPlace(ILogger log, string place);

    [LoggerMessage(
        LogLevel.Critical,
        "The {Place} is empty, but the database refers to content in it: nothing is written until it is mounted or restored. "
            + "If its content is lost permanently, create an empty “owner” in it to start over."
    )]
    private static partial void Empty(ILogger log, string place);

    [LoggerMessage(
        LogLevel.Critical,
        "The {Place} belongs to another database: nothing is written until the right one is mounted. "
            + "If this database has taken the other's place, empty the “owner” in it."
    )]
    private static partial void Foreign(ILogger log, string place);
}
