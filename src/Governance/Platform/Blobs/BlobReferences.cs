using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Platform.Blobs;

/// <summary>
/// The one place that knows every column that refers to a blob. Content is shared by its digest, so a blob is deleted only
/// when none of them names it any more. Each capability registers its columns; a test finds the ones that are forgotten.
/// </summary>
public sealed class BlobReferences(IEnumerable<BlobColumn> columns)
{
    public IReadOnlyList<BlobColumn> Columns { get; } = [.. columns];

    /// <summary>
    /// Work writes content first and refers to it later, at the latest when it ends. So what was put until this instant and is named
    /// by no row will not be named; of anything younger nobody can tell. Ask before <see cref="HeldAsync"/>.
    /// </summary>
    /// <param name="butRun">The run that asks.</param>
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

    /// <summary>Digests that rows name, at most so many of each column.</summary>
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

    /// <summary>Those of the digests that some row still names.</summary>
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
