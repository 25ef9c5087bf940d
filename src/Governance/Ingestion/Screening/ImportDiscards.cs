using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>Deletes the content that an import discarded. Called again after a kill, it continues with what is left.</summary>
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

    public async Task RunAsync(Guid importId, Guid runId, CancellationToken ct)
    {
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var digests = await db.Set<ImportDiscard>()
                .Where(d => d.ImportId == importId)
                .OrderBy(d => d.Digest)
                .Select(d => d.Digest)
                .Take(Batch)
                .ToArrayAsync(ct);
            if (digests.Length == 0)
                return;
            // Other unfinished jobs may be about to refer to the same content; what they keep from deletion is left to the sweep.
            var settled = await BlobReferences.SettledAsync(db, time.GetUtcNow(), runId, ct);
            var held = await references.HeldAsync(db, digests, ct);
            foreach (var digest in digests.Where(d => !held.Contains(d)))
                await blobs.DeleteAsync(digest, settled, ct);
            await db.Set<ImportDiscard>()
                .Where(d => d.ImportId == importId && digests.Contains(d.Digest))
                .ExecuteDeleteAsync(ct);
        }
    }
}
