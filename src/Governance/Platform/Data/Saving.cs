using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Platform;

/// <summary>Locks and saves; returns what the database rejects as a refusal.</summary>
public static class Saving
{
    /// <summary>
    /// Saves; returns a refusal, and saves nothing, when a text is invalid or does not fit its column, or when somebody has
    /// changed the same row since it was read.
    /// </summary>
    /// <param name="thing">What the row is, for the refusal.</param>
    public static async Task<Refusal?> TrySaveAsync(this GovernanceDb db, CancellationToken ct, string thing = "record")
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (UnfitTextException unfit)
        {
            return unfit.Refusal;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile(thing);
        }
    }

    /// <summary>Saves; also returns a refusal when a unique index rejects a row, which somebody may have added just before.</summary>
    /// <param name="taken">Returned when an index rejects a row.</param>
    public static async Task<Refusal?> TrySaveAsync(this GovernanceDb db, Refusal taken, CancellationToken ct)
    {
        try
        {
            return await db.SaveUniqueAsync(ct) ? null : taken;
        }
        catch (UnfitTextException unfit)
        {
            return unfit.Refusal;
        }
    }

    /// <summary>Waits for the lock of this name and holds it until the transaction ends. Every process takes part.</summary>
    /// <exception cref="InvalidOperationException">There is no open transaction, so the lock would end at once.</exception>
    public static Task LockAsync(this GovernanceDb db, string name, CancellationToken ct) =>
        db.Database.CurrentTransaction is null
            ? throw new InvalidOperationException("A lock by name needs a transaction.")
            : db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", ct);

    /// <summary>Saves; false, with nothing saved, when a unique index rejects a row.</summary>
    public static async Task<bool> SaveUniqueAsync(this GovernanceDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e)
            when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }
}
