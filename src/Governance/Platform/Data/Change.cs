using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Governance.Platform;

/// <summary>
/// One change that a door makes: a context and a transaction. After the permission is checked, a door begins a change, locks
/// what it is about to read, and commits; without <see cref="CommitAsync(CancellationToken)"/> nothing remains.
/// </summary>
public sealed class Change : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;

    private Change(GovernanceDb db, IDbContextTransaction transaction) => (Db, _transaction) = (db, transaction);

    /// <summary>The context of the change.</summary>
    public GovernanceDb Db { get; }

    /// <summary>Opens a context and begins its transaction.</summary>
    public static async Task<Change> BeginAsync(IDbContextFactory<GovernanceDb> databases, CancellationToken ct)
    {
        var db = await databases.CreateDbContextAsync(ct);
        try
        {
            return new(db, await db.Database.BeginTransactionAsync(ct));
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the lock of this name and holds it until the change ends. Every process takes part.</summary>
    public Task LockAsync(string name, CancellationToken ct) => Db.LockAsync(name, ct);

    /// <summary>Saves and commits; returns a refusal, and keeps nothing, when a text does not fit its column.</summary>
    public async Task<Refusal?> CommitAsync(CancellationToken ct)
    {
        if (await Db.TrySaveAsync(ct) is { } unfit)
            return unfit;
        await _transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>Saves and commits; also returns a refusal when a unique index rejects a row.</summary>
    /// <param name="taken">Returned when an index rejects a row.</param>
    public async Task<Refusal?> CommitAsync(Refusal taken, CancellationToken ct)
    {
        if (await Db.TrySaveAsync(taken, ct) is { } refused)
            return refused;
        await _transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>Rolls back what was not committed.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
        }
        finally
        {
            await Db.DisposeAsync();
        }
    }
}
