using System.Collections.Concurrent;

namespace Governance.Platform.Blobs;

/// <summary>
/// Copies the store of this installation to another. The target computes every digest and takes nothing that does not match;
/// what it has is left out, so a copy that was stopped goes on where it was, inside a large blob too where the target takes
/// blocks. Nothing is deleted on either side: what rows no longer name is deleted by the sweep of the store that is used.
/// </summary>
public sealed class BlobCopy(IBlobStore source, IBlobStore target, BlobClaim claim, TimeProvider time)
{
    /// <summary>Small blobs cost a round trip each.</summary>
    private const int AtOnce = 4;

    /// <summary>A store that is away for a minute does not end a copy of hours.</summary>
    private const int Tries = 6;

    private readonly ConcurrentDictionary<string, Stream> _reading = new();
    private readonly ConcurrentQueue<string> _damaged = new();
    private long _total;
    private long _copied;
    private long _present;
    private long _bytes;
    private long _gone;

    /// <summary>At any moment, from any thread.</summary>
    public BlobCopyProgress Progress => new(_total, _copied, _present, _bytes + _reading.Values.Sum(PositionOf), _gone);

    /// <summary>Copies all content; damaged content does not stop it.</summary>
    /// <exception cref="BlobStoreUnavailableException">A store did not answer for a minute; run it again to go on.</exception>
    public async Task<Result<BlobCopyReport>> RunAsync(CancellationToken ct)
    {
        if (source.Location == target.Location)
            return new CopyOntoItself();
        if (await claim.CheckAsync(ct) != BlobOwner.This)
            return new CopyFromForeignStore(source.Place);
        if (await claim.ClaimAsync(target, ct) != BlobOwner.This)
            return new CopyToForeignStore(target.Place);
        _total = await source.ListAsync(DateTimeOffset.MaxValue, ct).LongCountAsync(ct);
        await Parallel.ForEachAsync(
            source.ListAsync(DateTimeOffset.MaxValue, ct),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (digest, token) => await CopyAsync(digest, token)
        );
        return new BlobCopyReport(Progress, [.. _damaged.Order(StringComparer.Ordinal)]);
    }

    private async Task CopyAsync(string digest, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await TryAsync(digest, ct);
                return;
            }
            catch (BlobMissingException)
            {
                // A withdrawal or the sweep was quicker.
                Interlocked.Increment(ref _gone);
                return;
            }
            catch (BlobDamagedException)
            {
                _damaged.Enqueue(digest);
                return;
            }
            catch (BlobStoreUnavailableException) when (tries < Tries)
            {
                await Task.Delay(TimeSpan.FromSeconds(1 << tries), time, ct);
            }
        }
    }

    private async Task TryAsync(string digest, CancellationToken ct)
    {
        if (await target.ExistsAsync(digest, ct))
        {
            Interlocked.Increment(ref _present);
            return;
        }
        await using var content = await source.OpenReadAsync(digest, ct);
        _reading[digest] = content;
        try
        {
            var stored = await target.PutAsync(digest, content, ct);
            Interlocked.Add(ref _bytes, stored.Length);
            Interlocked.Increment(ref _copied);
        }
        finally
        {
            _reading.TryRemove(digest, out _);
        }
    }

    private static long PositionOf(Stream reading)
    {
        try
        {
            return reading.Position;
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }
}
