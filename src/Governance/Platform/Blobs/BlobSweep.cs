using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Governance.Platform.Blobs;

/// <summary>
/// Deletes content that nothing refers to, such as uploads of refused imports and what a cancelled import had stored. Nobody
/// can find such content again, so a withdrawal cannot erase it either.
/// </summary>
public sealed partial class BlobSweep(
    IDbContextFactory<GovernanceDb> databases,
    IBlobStore blobs,
    BlobReferences references,
    BlobClaim claim,
    TimeProvider time,
    ILogger<BlobSweep> log
) : BackgroundService
{
    /// <summary>Longer than any upload takes from its last byte to the row that names it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private const int Batch = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            timer.Period = Grace;
            await TryAsync(async () =>
            {
                if (await SweepAsync(stoppingToken) is var deleted and > 0)
                    Swept(log, deleted);
            });
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            SweepFailed(log, failure);
        }
    }

    /// <summary>One pass over the store; returns the number of deleted blobs. A store of another database is left unchanged.</summary>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        if (await claim.CheckAsync(ct) != BlobOwner.This)
            return 0;
        await using var db = await databases.CreateDbContextAsync(ct);
        var settled = await BlobReferences.SettledAsync(db, time.GetUtcNow() - Grace, null, ct);
        var deleted = 0;
        await foreach (var digests in blobs.ListAsync(settled, ct).Chunk(Batch).WithCancellation(ct))
        {
            var held = await references.HeldAsync(db, digests, ct);
            foreach (var digest in digests.Where(d => !held.Contains(d)))
                if (await blobs.DeleteAsync(digest, settled, ct))
                    deleted++;
        }
        return deleted;
    }

    [LoggerMessage(LogLevel.Information, "Deleted what nothing refers to: {Count} blobs.")]
    private static partial void Swept(ILogger log, int count);

    [LoggerMessage(LogLevel.Error, "The sweep for blobs that nothing refers to failed and will try again.")]
    private static partial void SweepFailed(ILogger log, Exception failure);
}
