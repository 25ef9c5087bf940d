using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>
/// Deletes the content that imports discarded. Content that an unfinished job may be about to refer to stays listed for the next
/// import that ends, or for a withdrawal that reaches its import.
/// </summary>
internal sealed class ImportDiscards(
    IDbContextFactory<GovernanceDb> databases,
    IBlobStore blobs,
    BlobReferences references,
    TimeProvider time
)
{
    private const int Batch = 200;

    /// <summary>Lists digests in the caller's transaction, to be deleted after it commits.</summary>
    public static Task AddAsync(GovernanceDb db, Guid importId, IEnumerable<string> digests, CancellationToken ct)
    {
        var all = digests.Distinct(StringComparer.Ordinal).ToArray();
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO import_discards (import_id, digest)
            SELECT {importId}, digest FROM unnest({all}) AS d(digest) ON CONFLICT DO NOTHING
            """,
            ct
        );
    }

    /// <param name="runId">The run that asks; its own content is settled.</param>
    public async Task RunAsync(Guid runId, CancellationToken ct)
    {
        for (var after = ""; ; )
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var digests = await db.Set<ImportDiscard>()
                .Where(d => d.Digest.CompareTo(after) > 0)
                .OrderBy(d => d.Digest)
                .Select(d => d.Digest)
                .Distinct()
                .Take(Batch)
                .ToArrayAsync(ct);
            if (digests.Length == 0)
                return;
            after = digests[^1];
            var settled = await BlobReferences.SettledAsync(db, time.GetUtcNow(), runId, ct);
            var done = await references.HeldAsync(db, digests, ct);
            foreach (var digest in digests.Where(d => !done.Contains(d)).ToList())
                if (await blobs.DeleteAsync(digest, settled, ct) || !await blobs.ExistsAsync(digest, ct))
                    done.Add(digest);
            var finished = done.ToArray();
            await db.Set<ImportDiscard>().Where(d => finished.Contains(d.Digest)).ExecuteDeleteAsync(ct);
        }
    }
}
