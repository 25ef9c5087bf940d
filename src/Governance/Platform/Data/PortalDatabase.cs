using Microsoft.EntityFrameworkCore;

namespace Governance.Platform;

/// <summary>The database as a whole: its schema, its version, its size.</summary>
public sealed class PortalDatabase(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>Applies all pending migrations.</summary>
    public async Task MigrateAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Database.MigrateAsync(ct);
    }

    /// <summary>Whether a connection can be opened now.</summary>
    public async Task<bool> IsReachableAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Database.CanConnectAsync(ct);
    }

    /// <summary>How many migrations of this version the database does not have yet.</summary>
    public async Task<int> PendingMigrationsAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return (await db.Database.GetPendingMigrationsAsync(ct)).Count();
    }

    /// <summary>PostgreSQL's version, and the bytes that the database takes on its disk.</summary>
    public async Task<(string Version, long Bytes)> SizeAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var bytes = await db
            .Database.SqlQuery<long>($"SELECT pg_database_size(current_database()) AS \"Value\"")
            .SingleAsync(ct);
        var version = await db
            .Database.SqlQuery<string>($"SELECT current_setting('server_version') AS \"Value\"")
            .SingleAsync(ct);
        return (version, bytes);
    }
}
