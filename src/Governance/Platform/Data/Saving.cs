using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Platform;

/// <summary>Saving where the database has the last word.</summary>
public static class Saving
{
    /// <summary>Saves; the refusal when a text does not fit its column. Nothing is saved then.</summary>
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

    /// <summary>The same where a unique index may refuse the row: it was there before, or somebody was quicker.</summary>
    /// <param name="taken">What to answer then.</param>
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

    /// <summary>False when a unique index refused the row: it was there before, or somebody was quicker.</summary>
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
