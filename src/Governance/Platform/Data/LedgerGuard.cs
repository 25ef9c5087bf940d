using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Governance.Platform;

/// <summary>
/// Throws when a governed change is saved without a ledger entry, because forgetting the entry is a bug. It sees tracked
/// rows only, not an update or delete of a set, SQL or COPY; the architecture tests find each of those in the code and
/// require the entry in the same method, or a reason in <c>SetBasedWrites.cs</c>.
/// </summary>
public sealed class LedgerGuard : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Check(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private static void Check(DbContext? db)
    {
        if (db is null)
            return;
        var changed = db
            .ChangeTracker.Entries()
            .FirstOrDefault(e =>
                e.Entity is IGoverned && e.State is (EntityState.Added or EntityState.Modified or EntityState.Deleted)
            );
        if (changed is null)
            return;
        var recorded = db.ChangeTracker.Entries().Any(e => e.Entity is ILedgerRecord && e.State == EntityState.Added);
        if (!recorded)
            throw new InvalidOperationException(
                $"A change to {changed.Metadata.ClrType.Name} was saved without a ledger entry."
            );
    }
}
