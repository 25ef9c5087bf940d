using System.Collections.Concurrent;

namespace Governance.Platform.Blobs;

/// <summary>
/// Copies the store of this installation to another one. The target computes every digest and stores nothing that does not
/// match. Content that it has is left out, so a copy that was stopped continues where it was, also inside a large blob when
/// the target takes blocks. No content is deleted on either side; the sweep of the store in use deletes what no row refers to.
/// </summary>
public sealed class BlobCopy(IBlobStore source, IBlobStore target, BlobClaim claim, TimeProvider time)
{
    /// <summary>Blobs that are copied at the same time, because each small one takes a round trip.</summary>
    private const int AtOnce = 4;

    /// <summary>Tries for each blob, about a minute, so that a short fault does not end a copy of hours.</summary>
    private const int Tries = 6;

    private readonly ConcurrentDictionary<string, Stream> _reading = new();
    private readonly ConcurrentQueue<string> _damaged = new();
    private long _total;
    private long _copied;
    private long _present;
    private long _bytes;
    private long _gone;

    /// <summary>The progress so far; read at any moment, from any thread.</summary>
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
                // A withdrawal or the sweep deleted it in the meantime.
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
