using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Consent;

/// <summary>
/// The last stage of a withdrawal: vacuums the tables that it may have changed and measures what is left. VACUUM cannot run in a
/// transaction and does nothing the second time, so that a job killed here starts the stage again.
/// </summary>
internal sealed class DatabaseVacuum(IDbContextFactory<GovernanceDb> databases, IReadOnlyList<ISubjectHolding> holdings)
{
    /// <summary>Tables that erasures change and no holding covers, because they are not about one subject.</summary>
    private static readonly string[] Others = ["runs", "activities", "derivations"];

    /// <summary>A large table takes longer than an ordinary command may.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    public async Task<Message> RunAsync(RunContext run, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(Longest);
        var tables = await TablesAsync(db, ct);
        await run.ProgressAsync(new VacuumingTables(), 0, tables.Length, "tables", ct);
        for (var i = 0; i < tables.Length; i++)
        {
            // The names come from pg_class, quoted by PostgreSQL.
            var vacuum = $"VACUUM {tables[i]}";
            await db.Database.ExecuteSqlRawAsync(vacuum, ct);
            await run.ProgressAsync(new VacuumingTables(), i + 1, tables.Length, "tables", ct);
        }
        return await MeasureAsync(db, tables, ct);
    }

    /// <summary>The tables of the holdings and the others that exist, as quoted names.</summary>
    private async Task<string[]> TablesAsync(GovernanceDb db, CancellationToken ct)
    {
        var names = holdings.SelectMany(h => h.Tables).Concat(Others).Distinct(StringComparer.Ordinal).ToArray();
        return await db
            .Database.SqlQuery<string>(
                $"""
                SELECT c.oid::regclass::text AS "Value" FROM pg_class c
                WHERE c.relkind = 'r' AND c.relname = ANY({names}) AND c.relnamespace = current_schema()::regnamespace
                ORDER BY c.relname
                """
            )
            .ToArrayAsync(ct);
    }

    private static async Task<Message> MeasureAsync(GovernanceDb db, string[] tables, CancellationToken ct)
    {
        // Without this, the transaction's earlier look at the statistics is repeated.
        await db.Database.ExecuteSqlAsync($"SELECT pg_stat_clear_snapshot()", ct);
        var found = await db
            .Database.SqlQuery<Measured>(
                $"""
                SELECT COALESCE((SELECT sum(n_dead_tup) FROM pg_stat_user_tables s
                    WHERE s.relid::regclass::text = ANY({tables})), 0)::bigint AS dead,
                    pg_current_wal_lsn()::text AS wal, now() AS at, current_setting('archive_mode') <> 'off' AS archives
                """
            )
            .SingleAsync(ct);
        var log = await LogAsync(db, ct);
        return new DatabaseVacuumed(
            found.At,
            tables.Length,
            found.Dead,
            found.Wal,
            log?.Files,
            log?.Bytes,
            found.Archives
        );
    }

    /// <summary>Counts the files of the write-ahead log; null when the database does not let its user see them.</summary>
    private static async Task<LogFiles?> LogAsync(GovernanceDb db, CancellationToken ct)
    {
        try
        {
            return await db
                .Database.SqlQuery<LogFiles>(
                    $"SELECT count(*) AS files, COALESCE(sum(size), 0)::bigint AS bytes FROM pg_ls_waldir()"
                )
                .SingleAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }
    }

    private sealed record Measured(long Dead, string Wal, DateTimeOffset At, bool Archives);

    private sealed record LogFiles(long Files, long Bytes);
}
