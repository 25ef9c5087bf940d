using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Platform;

public sealed class MigrationTests(TestDatabase server)
{
    [Fact]
    public async Task The_model_has_no_change_that_waits_for_a_migration()
    {
        await using var slice = await Slice.OpenAsync(server);
        await using var db = slice.Db();
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_governed_change_without_its_ledger_entry_is_not_saved()
    {
        await using var slice = await Slice.OpenAsync(server);
        await using var db = slice.Db();
        db.Add(new Governance.Consent.Subject { Pseudonym = "unwitnessed", CreatedAt = Slice.Start });
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            db.SaveChangesAsync(TestContext.Current.CancellationToken)
        );
        Assert.False(await db.Set<Governance.Consent.Subject>().AnyAsync(TestContext.Current.CancellationToken));
    }
}
