using Governance.Embeddings;
using Governance.Platform;
using Governance.Platform.Blobs;

namespace Governance.Web.Hosting;

/// <summary>
/// Checks the blob store every 10 seconds, so that the log reports a store that does not answer, and a store that is back is
/// used without a restart. The built-in encoders are stored as soon as the store is available.
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

    /// <summary>Claims an empty store for this database and, if the store belongs to it, stores the built-in encoders.</summary>
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
            // They are stored when there is space: without them the portal can still read and delete.
        }
    }

    /// <summary>The check at start: with a store that does not answer, the host starts but is not ready.</summary>
    /// <exception cref="BlobStoreRefusedException">The credentials are wrong; waiting does not help.</exception>
    public async Task PrepareStartAsync(CancellationToken ct)
    {
        try
        {
            await PrepareAsync(ct);
        }
        catch (BlobStoreUnavailableException)
        {
            StoreUnavailable(log);
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
                CheckFailed(log, failure.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The blob store does not answer; nothing is read or written until it does.")]
    private static partial void StoreUnavailable(ILogger log);

    [LoggerMessage(LogLevel.Warning, "The check of the blob store failed ({Kind}); it is repeated.")]
    private static partial void CheckFailed(ILogger log, string kind);
}
