using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Tests.Consent;

/// <summary>Searches every column of every table, and every blob, for traces of a subject.</summary>
internal static class LeftBehind
{
    /// <summary>Places that may name the subject after an erasure: proof of consent, proof of erasure, ledger.</summary>
    private static readonly HashSet<string> Lawful =
    [
        "subjects.id",
        "subjects.pseudonym",
        "consent_records.subject_id",
        "withdrawals.subject_id",
        "ledger_entries.body",
        "ledger_entries.thing_id",
    ];

    private static readonly HashSet<string> NamesArchives =
    [
        "imports.location",
        "derivations.input",
        "derivations.output",
        "derivations.input_digest",
        "derivations.output_digest",
    ];

    /// <summary>Lists the digests of deleted content on purpose, and nothing else about the subject.</summary>
    private const string NamesContent = "withdrawal_certificates.document";

    private sealed record ScannedColumn(string Table, string Name, string Type);

    /// <summary>Returns “table.column” for each column with a trace, and “blob digest” for each blob.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(WithdrawalWorld world, CancellationToken ct)
    {
        var found = new List<string>();
        await using var db = world.Slice.Db();
        var words = new[] { WithdrawalWorld.Who }
            .Concat(WithdrawalWorld.Telltales)
            .Concat(world.Ids.SelectMany(i => new[] { i.ToString(), i.ToString("N") }))
            .ToList();
        // PostgreSQL writes a real as its shortest decimal, as .NET does.
        words.AddRange(
            world.Vectors.Select(v => string.Join(',', v.Select(x => x.ToString(CultureInfo.InvariantCulture))))
        );
        var everything = Patterns([.. words, .. world.Blobs]);
        var butArchives = Patterns([.. words, .. world.Blobs.Except(world.Archives)]);
        var butContent = Patterns(words);
        var columns = await db
            .Database.SqlQuery<ScannedColumn>(
                $"""
                SELECT table_name AS "Table", column_name AS "Name", data_type AS "Type" FROM information_schema.columns
                WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'json', 'uuid', 'ARRAY', 'bytea')
                ORDER BY table_name, ordinal_position
                """
            )
            .ToListAsync(ct);
        Assert.True(columns.Count > 100, $"Only {columns.Count} columns were looked through.");
        foreach (
            var column in columns.Where(c =>
                !Lawful.Contains($"{c.Table}.{c.Name}") && c.Table != "__EFMigrationsHistory"
            )
        )
        {
            var text = column.Type == "bytea" ? $"encode(\"{column.Name}\", 'escape')" : $"\"{column.Name}\"::text";
            // The digest of the deleted archive stays with the import; it leads to no content.
            var traces =
                NamesArchives.Contains($"{column.Table}.{column.Name}") ? butArchives
                : $"{column.Table}.{column.Name}" == NamesContent ? butContent
                : everything;
            var count = $"SELECT count(*)::int AS \"Value\" FROM \"{column.Table}\" WHERE {text} ILIKE ANY(@traces)";
            var rows = await db.Database.SqlQueryRaw<int>(count, new NpgsqlParameter("traces", traces)).SingleAsync(ct);
            if (rows > 0)
                found.Add($"{column.Table}.{column.Name}");
        }
        foreach (var digest in world.Blobs)
            if (await world.Slice.Get<IBlobStore>().ExistsAsync(digest, ct))
                found.Add($"blob {digest}");
        // Temporary files as well, except locks, which are empty and held.
        foreach (
            var file in Directory
                .EnumerateFiles(world.Slice.Folder, "*", SearchOption.AllDirectories)
                .Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))
        )
        {
            var bytes = await File.ReadAllBytesAsync(file, ct);
            var content = Encoding.UTF8.GetString(bytes);
            if (
                WithdrawalWorld
                    .Telltales.Append(WithdrawalWorld.Who)
                    .Any(t => content.Contains(t, StringComparison.Ordinal))
            )
                found.Add($"content of {Path.GetFileName(file)}");
            if (world.Vectors.Any(v => bytes.AsSpan().IndexOf(MemoryMarshal.AsBytes<float>(v)) >= 0))
                found.Add($"a vector in {Path.GetFileName(file)}");
        }
        return found;
    }

    private static string[] Patterns(IEnumerable<string> traces) => [.. traces.Select(t => $"%{Like.Escape(t)}%")];
}
