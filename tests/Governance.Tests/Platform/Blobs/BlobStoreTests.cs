using System.Security.Cryptography;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Governance.Tests.Platform.Blobs;

/// <summary>What every store promises its callers.</summary>
public sealed class BlobStoreTests(Azurite azurite)
{
    private const string Missing = "00000000000000000000000000000000000000000000000000000000000000ff";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task Content_of_any_length_is_stored_under_its_digest_and_read_by_ranges(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        var store = place.Open();
        // Nothing, less and more than a window, a whole block, more than a block.
        foreach (var length in new[] { 0, 1, 128 << 10, (128 << 10) + 1, 8 << 20, (20 << 20) + 7 })
        {
            var bytes = Noise(length);
            foreach (var content in new Stream[] { new MemoryStream(bytes), new OneWay(bytes) })
            {
                var stored = await store.PutAsync(content, length, Ct);
                Assert.Equal((Digest(bytes), length), (stored.Digest, stored.Length));
            }
            Assert.True(await store.ExistsAsync(Digest(bytes), Ct));
            await using var read = await store.OpenReadAsync(Digest(bytes), Ct);
            Assert.Equal(length, read.Length);
            Assert.Equal(Digest(bytes), Convert.ToHexStringLower(await SHA256.HashDataAsync(read, Ct)));
            await CheckRangesAsync(read, bytes);
        }
        Assert.Equal([], await place.LeftoversAsync());
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task What_is_longer_than_allowed_is_refused_and_nothing_is_kept(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        var store = place.Open();
        foreach (var content in new Stream[] { new MemoryStream(Noise(101)), new OneWay(Noise(101)) })
            Assert.Equal(
                100,
                (await Assert.ThrowsAsync<BlobTooLargeException>(() => store.PutAsync(content, 100, Ct))).MaxLength
            );
        Assert.Empty(await place.DigestsAsync());
        Assert.Equal([], await place.LeftoversAsync());
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task What_is_not_there_is_told_in_the_same_way(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        var store = place.Open();
        await store.PutAsync(new MemoryStream([1]), 1, Ct);
        var missing = await Assert.ThrowsAsync<BlobMissingException>(() => store.OpenReadAsync(Missing, Ct));
        Assert.Equal(Missing, missing.Digest);
        Assert.IsType<ContentMissing>(Faults.Of(missing));
        Assert.False(await store.ExistsAsync(Missing, Ct));
        Assert.False(await store.TouchAsync(Missing, Ct));
        Assert.False(await store.DeleteAsync(Missing, Ct));
        foreach (var name in new[] { "owner", "../../etc/passwd", Missing.ToUpperInvariant(), Missing[1..] })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => store.OpenReadAsync(name, Ct));
            await Assert.ThrowsAsync<ArgumentException>(() => store.DeleteAsync(name, Ct));
            await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(name, new MemoryStream(), Ct));
        }
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task Content_that_is_not_what_its_digest_names_is_refused(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        var store = place.Open();
        // One request, and several blocks.
        foreach (var length in new[] { 1000, 17 << 20 })
        {
            var bytes = Noise(length);
            var named = Digest(bytes);
            bytes[^1] ^= 1;
            var refused = await Assert.ThrowsAsync<BlobDamagedException>(() =>
                store.PutAsync(named, new MemoryStream(bytes), Ct)
            );
            Assert.Equal(named, refused.Digest);
            Assert.False(await store.ExistsAsync(named, Ct));
            await Assert.ThrowsAsync<BlobMissingException>(() => store.OpenReadAsync(named, Ct));

            bytes[^1] ^= 1;
            Assert.Equal(length, (await store.PutAsync(named, new MemoryStream(bytes), Ct)).Length);
            Assert.True(await store.ExistsAsync(named, Ct));
        }
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task Putting_content_again_mends_what_was_damaged(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        var store = place.Open();
        foreach (var length in new[] { 1000, 17 << 20 })
        {
            var bytes = Noise(length);
            var digest = (await store.PutAsync(new MemoryStream(bytes), length, Ct)).Digest;
            await place.DamageAsync(digest, Noise(length - 1));
            await using (var damaged = await store.OpenReadAsync(digest, Ct))
                Assert.NotEqual(digest, Convert.ToHexStringLower(await SHA256.HashDataAsync(damaged, Ct)));

            await store.PutAsync(new MemoryStream(bytes), length, Ct);
            await using var mended = await store.OpenReadAsync(digest, Ct);
            Assert.Equal(digest, Convert.ToHexStringLower(await SHA256.HashDataAsync(mended, Ct)));
        }
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task The_sweep_gets_what_was_put_before_its_instant_and_nothing_that_was_put_again(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        var time = new FakeTimeProvider(Slice.Start);
        var store = place.Open(time);
        var (old, touched, again) = (
            await PutAsync(store, 1),
            await PutAsync(store, 2),
            await PutAsync(store, 17 << 20)
        );
        time.Advance(TimeSpan.FromMilliseconds(20));
        var instant = time.GetUtcNow();
        time.Advance(TimeSpan.FromMilliseconds(20));
        var young = await PutAsync(store, 3);
        Assert.True(await store.TouchAsync(touched, Ct));
        Assert.Equal(again, await PutAsync(store, 17 << 20));

        Assert.Equal([old], await store.ListAsync(instant, Ct).ToListAsync(Ct));
        foreach (var digest in new[] { touched, again, young })
            Assert.False(await store.DeleteAsync(digest, instant, Ct));
        Assert.True(await store.DeleteAsync(old, instant, Ct));
        Assert.False(await store.DeleteAsync(old, instant, Ct));
        Assert.Equal(
            new[] { touched, again, young }.Order(),
            (await store.ListAsync(DateTimeOffset.MaxValue, Ct).ToListAsync(Ct)).Order()
        );
        Assert.True(await store.DeleteAsync(again, Ct));
        Assert.False(await store.ExistsAsync(again, Ct));
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task A_store_belongs_to_one_database(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        var (ours, theirs) = (place.Open(), place.Open());
        Assert.Equal(BlobOwner.Nobody, await ours.ClaimAsync("ours", mayTake: false, Ct));
        await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() => ours.PutAsync(new MemoryStream([1]), 1, Ct));
        // Two that start at the same time: one gets it, and both know who.
        var claims = await Task.WhenAll(ours.ClaimAsync("ours", true, Ct), theirs.ClaimAsync("theirs", true, Ct));
        Assert.Equal([BlobOwner.This, BlobOwner.Another], claims.Order());
        var (owner, other) = claims[0] == BlobOwner.This ? (ours, theirs) : (theirs, ours);
        var name = claims[0] == BlobOwner.This ? "ours" : "theirs";
        Assert.Equal(name, await place.OwnerAsync());
        var digest = (await owner.PutAsync(new MemoryStream([1]), 1, Ct)).Digest;

        await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() => other.PutAsync(new MemoryStream([2]), 1, Ct));
        await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() => other.DeleteAsync(digest, Ct));
        await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() => other.OpenReadAsync(Missing, Ct));
        Assert.True(await owner.ExistsAsync(digest, Ct));

        // The operator empties the mark: the next database that asks gets the store, also without mayTake.
        await place.WriteOwnerAsync("");
        Assert.Equal(BlobOwner.This, await other.ClaimAsync("another", mayTake: false, Ct));
        await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() => owner.PutAsync(new MemoryStream([3]), 1, Ct));
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task The_same_content_from_many_sides_at_once_is_stored_once(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        var store = place.Open();
        var bytes = Noise(17 << 20);
        var stored = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => Task.Run(() => store.PutAsync(new OneWay(bytes), bytes.Length, Ct)))
        );
        Assert.All(stored, s => Assert.Equal(Digest(bytes), s.Digest));
        Assert.Equal([Digest(bytes)], await place.DigestsAsync());
        await using var read = await store.OpenReadAsync(Digest(bytes), Ct);
        Assert.Equal(Digest(bytes), Convert.ToHexStringLower(await SHA256.HashDataAsync(read, Ct)));
        Assert.Equal([], await place.LeftoversAsync());
    }

    internal static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    internal static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static async Task<string> PutAsync(IBlobStore store, int length) =>
        (await store.PutAsync(new MemoryStream(Noise(length)), length, Ct)).Digest;

    /// <summary>Jumps and reads on, both ways of reading mixed, as Parquet and ZIP readers do.</summary>
    private static async Task CheckRangesAsync(Stream read, byte[] bytes)
    {
        var random = new Random(7);
        for (var i = 0; i < 20; i++)
        {
            var from = random.Next(bytes.Length + 1);
            var part = new byte[Math.Min(random.Next(1, 300_000), bytes.Length - from)];
            if (i % 2 == 0)
                read.Position = from;
            else
                read.Seek(from - bytes.Length, SeekOrigin.End);
            if (i % 3 == 0)
                read.ReadExactly(part);
            else
                await read.ReadExactlyAsync(part, Ct);
            Assert.True(part.AsSpan().SequenceEqual(bytes.AsSpan(from, part.Length)), $"{from}+{part.Length}");
        }
        read.Position = bytes.Length;
        Assert.Equal((0, 0), (read.Read(new byte[1]), await read.ReadAsync(new byte[1], Ct)));
    }
}
