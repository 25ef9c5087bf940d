using System.Globalization;
using System.Text;
using Npgsql;

namespace Governance.EndToEnd.Withdrawn;

/// <summary>
/// Searches everything that a portal keeps for what belongs to one subject: each row of each table (as text, and bytes as
/// hexadecimal), each file of the data folder outside PostgreSQL's own, and the host's log.
/// </summary>
internal static class TraceScan
{
    /// <summary>
    /// Columns that keep a trace on purpose: proof of consent, the certificate, and ledger entries, which name rows by id.
    /// </summary>
    private static readonly Dictionary<string, string[]> Lawful = new(StringComparer.Ordinal)
    {
        ["subjects"] = ["id", "pseudonym"],
        ["consent_records"] = ["subject_id"],
        ["withdrawals"] = ["subject_id"],
        ["withdrawal_certificates"] = ["document"],
        ["ledger_entries"] = ["body", "thing_id"],
    };

    /// <returns>“table: trace” and “file: trace” for each place.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(Portal portal, Leaver leaver, CancellationToken ct)
    {
        string[] texts = [leaver.Pseudonym, .. leaver.Notes];
        string[] words = [.. texts, leaver.SubjectId, .. leaver.Samples, .. leaver.Digests];
        var found = new List<string>();
        await using (var source = NpgsqlDataSource.Create(await ConnectionAsync(portal, ct)))
            await InDatabaseAsync(source, words, found, ct);
        foreach (var file in Directory.EnumerateFiles(portal.Folder, "*", SearchOption.AllDirectories))
            if (!file.StartsWith(Path.Combine(portal.Folder, "postgres"), StringComparison.Ordinal))
                await InFileAsync(portal, file, words, found, ct);
        found.AddRange(portal.Lines().SelectMany(line => words.Where(line.Contains).Select(w => $"log: {w}")));
        return found;
    }

    private static async Task InDatabaseAsync(
        NpgsqlDataSource source,
        string[] words,
        List<string> found,
        CancellationToken ct
    )
    {
        var tables = new List<(string Schema, string Name)>();
        await using (
            var command = source.CreateCommand(
                "SELECT table_schema, table_name FROM information_schema.tables "
                    + "WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')"
            )
        )
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                tables.Add((reader.GetString(0), reader.GetString(1)));
        Assert.True(tables.Count > 60, $"Only {tables.Count} tables were searched.");
        // Bytes are written as hexadecimal.
        string[] traces = [.. words.SelectMany(w => new[] { w, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(w)) })];
        foreach (var (schema, table) in tables)
        {
            var kept = Lawful.GetValueOrDefault(table) ?? [];
            var sql = $"SELECT (to_jsonb(t) - @kept)::text FROM {schema}.\"{table}\" t";
            await using var command = source.CreateCommand(sql);
            command.Parameters.AddWithValue("kept", kept);
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var row = reader.GetString(0);
                found.AddRange(
                    traces.Where(w => row.Contains(w, StringComparison.OrdinalIgnoreCase)).Select(w => $"{table}: {w}")
                );
            }
        }
    }

    private static async Task InFileAsync(
        Portal portal,
        string file,
        string[] words,
        List<string> found,
        CancellationToken ct
    )
    {
        var name = Path.GetRelativePath(portal.Folder, file);
        // A pipe of the runtime has the length 0, and reading it never ends.
        var bytes = new FileInfo(file).Length > 0 ? await File.ReadAllBytesAsync(file, ct) : [];
        found.AddRange(
            words
                .Where(w =>
                    name.Contains(w, StringComparison.Ordinal) || bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(w)) >= 0
                )
                .Select(w => $"{name}: {w}")
        );
    }

    private static async Task<string> ConnectionAsync(Portal portal, CancellationToken ct)
    {
        var postgres = Path.Combine(portal.Folder, "postgres");
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse(
                await File.ReadAllTextAsync(Path.Combine(postgres, "port"), ct),
                CultureInfo.InvariantCulture
            ),
            Database = "governance",
            Username = "postgres",
            Password = await File.ReadAllTextAsync(Path.Combine(postgres, "postgres.password"), ct),
        }.ConnectionString;
    }
}
