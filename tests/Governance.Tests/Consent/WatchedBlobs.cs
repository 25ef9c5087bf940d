using System.Text;
using Governance.Platform.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Governance.Tests.Consent;

/// <summary>A blob store that acts after it has stored content that begins with four given bytes.</summary>
internal sealed class WatchedBlobs(IBlobStore inner, byte[] begin, Func<Task> act) : IBlobStore
{
    public async Task<StoredBlob> PutAsync(Stream content, long maxLength, CancellationToken ct)
    {
        var stored = await inner.PutAsync(content, maxLength, ct);
        var head = new byte[4];
        await using var read = await inner.OpenReadAsync(stored.Digest, ct);
        if (await read.ReadAtLeastAsync(head, 4, false, ct) == 4 && head.AsSpan().SequenceEqual(begin))
            await act();
        return stored;
    }

    public Task<StoredBlob> PutAsync(string digest, Stream content, CancellationToken ct) =>
        inner.PutAsync(digest, content, ct);

    public Task<Stream> OpenReadAsync(string digest, CancellationToken ct) => inner.OpenReadAsync(digest, ct);

    public Task<bool> ExistsAsync(string digest, CancellationToken ct) => inner.ExistsAsync(digest, ct);

    public Task<BlobOwner> ClaimAsync(string owner, bool mayTake, CancellationToken ct) =>
        inner.ClaimAsync(owner, mayTake, ct);

    public Task<BlobSpace?> SpaceAsync(CancellationToken ct) => inner.SpaceAsync(ct);

    public Task<bool> TouchAsync(string digest, CancellationToken ct) => inner.TouchAsync(digest, ct);

    public IAsyncEnumerable<string> ListAsync(DateTimeOffset putUntil, CancellationToken ct) =>
        inner.ListAsync(putUntil, ct);

    public Task<bool> DeleteAsync(string digest, DateTimeOffset putUntil, CancellationToken ct) =>
        inner.DeleteAsync(digest, putUntil, ct);
}

internal static class WatchedBlobsRegistration
{
    /// <param name="begin">Four ASCII characters.</param>
    public static void WatchBlobs(this IServiceCollection services, string begin, Func<Task> act)
    {
        var inner = services.Last(d => d.ServiceType == typeof(IBlobStore));
        services.Replace(
            ServiceDescriptor.Singleton<IBlobStore>(provider => new WatchedBlobs(
                (IBlobStore)inner.ImplementationFactory!(provider),
                Encoding.ASCII.GetBytes(begin),
                act
            ))
        );
    }
}
