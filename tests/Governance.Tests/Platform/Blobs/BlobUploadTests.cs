using System.Diagnostics;
using System.Globalization;
using Azure.Storage.Blobs.Specialized;
using Governance.Platform.Blobs;
using Governance.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Governance.Tests.Platform.Blobs;

/// <summary>Interrupted uploads by blocks: nothing partial is visible, and blocks that were sent are not sent again.</summary>
public sealed class BlobUploadTests(Azurite azurite)
{
    private const int Block = 256 << 10;
    private const int Blocks = 16;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_killed_process_has_sent_is_not_sent_again()
    {
        await using var place = await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());
        await using var proxy = new FaultyProxy(await azurite.PortAsync()) { StallsAfter = Block * 9 };
        var bytes = BlobStoreTests.Noise(Block * Blocks);
        var file = Path.Combine(Directory.CreateTempSubdirectory("governance-put-").FullName, "content");
        await File.WriteAllBytesAsync(file, bytes, Ct);
        try
        {
            using var upload = Start(Azurite.ConnectionString(proxy.Port), place.Name, file);
            await UntilAsync(async () =>
                proxy.Sent > proxy.StallsAfter && await place.StagedAsync(BlobStoreTests.Digest(bytes)) > 4
            );
            upload.Kill();
            await upload.WaitForExitAsync(Ct);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
        var staged = await place.SettledAsync(BlobStoreTests.Digest(bytes));
        var again = new BlockCount();
        var store = place.Open(null, Block, again);
        Assert.False(await store.ExistsAsync(BlobStoreTests.Digest(bytes), Ct));

        // As a request that is sent again, or the run that another worker takes up: the bytes come once.
        var stored = await store.PutAsync(new OneWay(bytes), bytes.Length, Ct);

        Assert.Equal(BlobStoreTests.Digest(bytes), stored.Digest);
        Assert.Equal(Blocks - staged, again.Sent);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{staged} of {Blocks} blocks were staged, {again.Sent} were sent."
        );
        await CheckAsync(store, bytes);
    }

    [Fact]
    public async Task A_cancelled_upload_goes_on_where_it_was_and_content_that_is_there_is_not_sent_at_all()
    {
        await using var place = await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());
        var bytes = BlobStoreTests.Noise(Block * Blocks + 1);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var first = new BlockCount
        {
            Sending = n =>
            {
                if (n == 8)
                    cancel.Cancel();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            place.Open(null, Block, first).PutAsync(new MemoryStream(bytes), bytes.Length, cancel.Token)
        );
        var staged = await place.SettledAsync(BlobStoreTests.Digest(bytes));
        Assert.InRange(staged, 1, first.Sent);

        var second = new BlockCount();
        await place.Open(null, Block, second).PutAsync(new MemoryStream(bytes), bytes.Length, Ct);
        Assert.Equal(Blocks + 1 - staged, second.Sent);
        await CheckAsync(place.Open(), bytes);

        var third = new BlockCount();
        await place.Open(null, Block, third).PutAsync(BlobStoreTests.Digest(bytes), new MemoryStream(bytes), Ct);
        Assert.Equal(0, third.Sent);
    }

    [Fact]
    public async Task A_file_that_is_written_while_it_is_read_is_stored_as_it_was_read()
    {
        await using var place = await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());
        var bytes = BlobStoreTests.Noise(Block * Blocks);
        var file = new MemoryStream(bytes);
        var blocks = new BlockCount
        {
            Sending = n =>
            {
                if (n == 1)
                    bytes[^1] ^= 1;
            },
        };
        var store = place.Open(null, Block, blocks);
        var stored = await store.PutAsync(file, bytes.Length, Ct);
        Assert.Equal(BlobStoreTests.Digest(bytes), stored.Digest);
        await CheckAsync(store, bytes);
    }

    [Fact]
    public async Task Blocks_that_somebody_discards_meanwhile_are_sent_once_more()
    {
        await using var place = await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());
        var bytes = BlobStoreTests.Noise(Block * Blocks);
        var blob = place.Client.GetBlockBlobClient(BlobStoreTests.Digest(bytes));
        var blocks = new BlockCount
        {
            Sending = n =>
            {
                if (n != Blocks)
                    return;
                blob.CommitBlockList([]);
                blob.Delete();
            },
        };
        var store = place.Open(null, Block, blocks);
        await store.PutAsync(new MemoryStream(bytes), bytes.Length, Ct);
        Assert.True(blocks.Sent > Blocks, $"{blocks.Sent} blocks were sent.");
        await CheckAsync(store, bytes);
    }

    [Fact]
    public async Task What_an_interrupted_upload_has_sent_is_discarded_after_an_hour_and_is_never_taken_for_content()
    {
        await using var place = await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());
        var (bytes, time) = (
            BlobStoreTests.Noise(Block * Blocks),
            new FakeTimeProvider(TimeProvider.System.GetUtcNow())
        );
        var digest = BlobStoreTests.Digest(bytes);
        var store = place.Open(time, Block);
        bytes[^1] ^= 1;
        await Assert.ThrowsAsync<BlobDamagedException>(() => store.PutAsync(digest, new MemoryStream(bytes), Ct));
        // A sweep that was killed between its two steps leaves an empty blob.
        var husk = new string('a', 64);
        await place.Client.GetBlockBlobClient(husk).UploadAsync(new MemoryStream(), cancellationToken: Ct);
        await StandAsync();
        foreach (var name in new[] { digest, husk })
        {
            Assert.False(await store.ExistsAsync(name, Ct));
            Assert.False(await store.TouchAsync(name, Ct));
            Assert.False(await store.DeleteAsync(name, Ct));
            await Assert.ThrowsAsync<BlobMissingException>(() => store.OpenReadAsync(name, Ct));
        }

        Assert.Empty(await store.ListAsync(DateTimeOffset.MaxValue, Ct).ToListAsync(Ct));
        await StandAsync();
        time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));
        // Unfinished work may still refer to what it sent: nothing after the instant is touched.
        Assert.Empty(await store.ListAsync(time.GetUtcNow().AddHours(-2), Ct).ToListAsync(Ct));
        await StandAsync();
        Assert.Empty(await store.ListAsync(DateTimeOffset.MaxValue, Ct).ToListAsync(Ct));
        Assert.Equal(0, await place.StagedAsync(digest));
        Assert.Equal([], await place.LeftoversAsync());
        Assert.Empty(await place.DigestsAsync());

        // Of the blocks that were on their way when the last one was found wrong, some may have arrived.
        async Task StandAsync() => Assert.InRange(await place.StagedAsync(digest), 1, Blocks);
    }

    [Fact]
    public async Task The_block_grows_with_the_content_and_no_upload_has_too_many()
    {
        await using var place = await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());
        var store = (AzureBlobStore)place.Open();
        Assert.Equal(8 << 20, store.BlockSizeFor(1));
        Assert.Equal(8 << 20, store.BlockSizeFor(50_000L * (8 << 20)));
        Assert.Equal(9 << 20, store.BlockSizeFor(50_000L * (8 << 20) + 1));
        Assert.InRange((2L << 40) / store.BlockSizeFor(2L << 40), 1, 49_999);
    }

    internal static async Task CheckAsync(IBlobStore store, byte[] bytes)
    {
        await using var read = await store.OpenReadAsync(BlobStoreTests.Digest(bytes), Ct);
        var digest = await System.Security.Cryptography.SHA256.HashDataAsync(read, Ct);
        Assert.Equal(BlobStoreTests.Digest(bytes), Convert.ToHexStringLower(digest));
    }

    private static Process Start(string account, string container, string file)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Governance.Testing.dll");
        var size = Block.ToString(CultureInfo.InvariantCulture);
        return Process.Start("dotnet", [program, "put", account, container, file, size]);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 600, "It does not happen.");
            await Task.Delay(50, Ct);
        }
    }
}
