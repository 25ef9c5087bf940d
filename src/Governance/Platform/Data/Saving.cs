using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Platform;

/// <summary>Saves changes, and returns what the database rejects as a refusal.</summary>
public static class Saving
{
    /// <summary>Saves; returns a refusal, and saves nothing, when a text is invalid or does not fit its column.</summary>
    public static async Task<Refusal?> TrySaveAsync(this GovernanceDb db, CancellationToken ct)
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
