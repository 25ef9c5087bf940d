using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Platform.Blobs;

/// <summary>
/// All columns that refer to blobs. Content is shared by its digest, so a blob is deleted only when no column refers to it.
/// Each capability registers its columns; a test finds the ones that are forgotten.
/// </summary>
public sealed class BlobReferences(IEnumerable<BlobColumn> columns)
{
    /// <summary>All registered columns, those of other digests included.</summary>
    public IReadOnlyList<BlobColumn> Columns { get; } = [.. columns];

    /// <summary>
    /// The instant until which unreferenced content can be deleted. Jobs store content first and refer to it later, at the latest
    /// when they end: content that was put until this instant and has no reference gets none, while younger content may get one.
    /// Ask for it before <see cref="HeldAsync"/>.
    /// </summary>
    /// <param name="butRun">The run that asks; it is left out.</param>
    public static async Task<DateTimeOffset> SettledAsync(
        GovernanceDb db,
        DateTimeOffset now,
        Guid? butRun,
        CancellationToken ct
    ) =>
        await db.Set<Run>()
            .Where(r => (r.State == RunState.Queued || r.State == RunState.Running) && r.Id != butRun)
            .MinAsync(r => (DateTimeOffset?)r.CreatedAt, ct)
            is { } oldest
        && oldest < now
            ? oldest
            : now;

    /// <summary>Digests that rows refer to, at most so many of each column.</summary>
    public async Task<IReadOnlyList<string>> SomeAsync(GovernanceDb db, int ofEach, CancellationToken ct)
    {
        var selects = Columns
            .Where(c => c.NamesBlob)
            .Select(c =>
            {
                var digest = c.Expression ?? c.Column;
                return $"(SELECT {digest} AS \"Value\" FROM {c.Table} WHERE {digest} IS NOT "
                    + $"NULL{(c.When is null ? "" : $" AND ({c.When})")} LIMIT {ofEach})";
            })
            .ToList();
        return selects.Count == 0
            ? []
            : await db.Database.SqlQueryRaw<string>(string.Join(" UNION ", selects)).ToListAsync(ct);
    }

    /// <summary>Those of the digests that a row refers to.</summary>
    public async Task<HashSet<string>> HeldAsync(
        GovernanceDb db,
        IReadOnlyCollection<string> digests,
        CancellationToken ct
    )
    {
        if (digests.Count == 0)
            return [];
        var wanted = new NpgsqlParameter("wanted", digests.ToArray());
        var selects = Columns
            .Where(c => c.NamesBlob)
            .Select(c =>
            {
                var digest = c.Expression ?? c.Column;
                return $"SELECT {digest} AS \"Value\" FROM {c.Table} WHERE {digest} = "
                    + $"ANY(@wanted){(c.When is null ? "" : $" AND ({c.When})")}";
            });
        var held = await db.Database.SqlQueryRaw<string>(string.Join(" UNION ", selects), wanted).ToListAsync(ct);
        return [.. held];
    }
}
