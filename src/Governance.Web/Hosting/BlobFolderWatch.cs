using Governance.Embeddings;
using Governance.Platform;
using Governance.Platform.Blobs;

namespace Governance.Web.Hosting;

/// <summary>
/// Looks at the blob store every few seconds, so that one that goes away is told in the log, and one that comes back is used
/// without a restart. What a start puts into the store waits until it is there.
/// </summary>
internal sealed partial class BlobFolderWatch(
    BlobClaim claim,
    Encoders encoders,
    TimeProvider time,
    ILogger<BlobFolderWatch> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private bool _prepared;

    /// <summary>Claims the store for this database and puts the built-in encoders in, where it is the right one.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        if (await claim.CheckAsync(ct) != BlobOwner.This || _prepared)
            return;
        try
        {
            await encoders.EnsureBuiltInAsync(ct);
            _prepared = true;
        }
        catch (Exception full) when (Faults.Of(full) is DiskFull)
        {
            // They are put in when there is space: a portal without them still reads, and deletes.
        }
    }

    /// <summary>The look of a start: a store that does not answer makes the host not ready and does not keep it from starting.</summary>
    /// <exception cref="BlobStoreRefusedException">The credentials are wrong, which waiting does not mend.</exception>
    public async Task PrepareStartAsync(CancellationToken ct)
    {
        try
        {
            await PrepareAsync(ct);
        }
        catch (BlobStoreUnavailableException)
        {
            NotThere(log);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PrepareAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LookFailed(log, failure.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The blob store does not answer; nothing is read or written until it does.")]
    private static partial void NotThere(ILogger log);

    [LoggerMessage(LogLevel.Warning, "The look at the blob store failed ({Kind}) and is made again.")]
    private static partial void LookFailed(ILogger log, string kind);
}
