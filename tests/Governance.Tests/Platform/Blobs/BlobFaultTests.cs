using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Testing;

namespace Governance.Tests.Platform.Blobs;

/// <summary>A container behind a faulty network: short faults are not noticed, long ones become refusals.</summary>
public sealed class BlobFaultTests(Azurite azurite)
{
    private const int Block = 256 << 10;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_that_are_cut_in_the_middle_are_made_again()
    {
        await using var place = await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());
        await using var proxy = new FaultyProxy(await azurite.PortAsync()) { Cuts = 3 };
        var blocks = new BlockCount();
        var store = place.Open(null, Block, blocks, Azurite.ConnectionString(proxy.Port));
        var bytes = BlobStoreTests.Noise(Block * 8);
        await store.PutAsync(new OneWay(bytes), bytes.Length, Ct);
        Assert.True(proxy.Cuts < 0, "Nothing was cut.");
        Assert.Equal(8, blocks.Sent);
        await BlobUploadTests.CheckAsync(store, bytes);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_told_as_such_and_used_again_when_it_is_back()
    {
        await using var place = await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());
        await using var proxy = new FaultyProxy(await azurite.PortAsync());
        var store = place.Open(null, null, null, Azurite.ConnectionString(proxy.Port));
        Assert.Equal(BlobOwner.This, await store.ClaimAsync("ours", mayTake: true, Ct));
        var bytes = BlobStoreTests.Noise(1 << 20);
        var digest = (await store.PutAsync(new MemoryStream(bytes), bytes.Length, Ct)).Digest;
        await using var read = await store.OpenReadAsync(digest, Ct);

        proxy.Refuses = true;
        var asked = new Func<Task>[]
        {
            () => store.PutAsync(new MemoryStream([1]), 1, Ct),
            () => store.OpenReadAsync(digest, Ct),
            () => store.ExistsAsync(digest, Ct),
            () => store.TouchAsync(digest, Ct),
            () => store.DeleteAsync(digest, Ct),
            () => store.ClaimAsync("ours", mayTake: false, Ct),
            () => store.ListAsync(DateTimeOffset.MaxValue, Ct).ToListAsync(Ct).AsTask(),
        };
        // One after the other, each waits its four seconds.
        await Task.WhenAll(asked.Select(async ask => Check(await Record.ExceptionAsync(ask))));

        proxy.Refuses = false;
        await BlobUploadTests.CheckAsync(store, bytes);
        var rest = new byte[bytes.Length];
        await read.ReadExactlyAsync(rest, Ct);
        Assert.Equal(bytes, rest);

        static void Check(Exception? fault)
        {
            Assert.IsType<BlobStoreUnavailableException>(fault);
            Assert.Equal(RefusalKind.Busy, Assert.IsType<BlobStoreUnavailable>(Faults.Of(fault)).Kind);
        }
    }

    [Fact]
    public async Task A_wrong_key_is_told_by_the_name_of_its_setting_and_is_not_repeated()
    {
        await using var place = await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());
        var wrong = Convert.ToBase64String(new byte[64]);
        var through = Azurite.ConnectionString(await azurite.PortAsync(), wrong);
        var store = place.Open(null, null, null, through);
        var refused = await Assert.ThrowsAsync<BlobStoreRefusedException>(() => store.ClaimAsync("ours", true, Ct));
        Assert.Equal("Governance:Blobs:ConnectionString", refused.Setting);
        Assert.Contains(refused.Setting, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong[..20], refused.ToString(), StringComparison.Ordinal);
        Assert.IsType<BlobStoreRefused>(Faults.Of(refused));
    }

    [Fact]
    public async Task A_container_that_is_gone_is_an_emptied_store_and_no_new_one()
    {
        await using var place = await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());
        var store = place.Open();
        await store.ClaimAsync("ours", mayTake: true, Ct);
        var digest = (await store.PutAsync(new MemoryStream([1]), 1, Ct)).Digest;
        await place.Client.DeleteAsync(cancellationToken: Ct);

        Assert.Equal(BlobOwner.Nobody, await store.ClaimAsync("ours", mayTake: false, Ct));
        Assert.False(await store.ExistsAsync(digest, Ct));
        await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() => store.OpenReadAsync(digest, Ct));
        await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() => store.PutAsync(new MemoryStream([1]), 1, Ct));
        await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() => store.DeleteAsync(digest, Ct));

        // A new installation makes its container.
        Assert.Equal(BlobOwner.This, await store.ClaimAsync("ours", mayTake: true, Ct));
        await store.PutAsync(new MemoryStream([1]), 1, Ct);
    }

    [Fact]
    public async Task Content_that_is_touched_while_it_is_read_is_read_to_its_end()
    {
        await using var place = await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());
        var store = place.Open();
        var bytes = BlobStoreTests.Noise(3 << 20);
        var digest = (await store.PutAsync(new MemoryStream(bytes), bytes.Length, Ct)).Digest;
        await using var read = await store.OpenReadAsync(digest, Ct);
        var rest = new byte[bytes.Length];
        await read.ReadExactlyAsync(rest.AsMemory(0, 1000), Ct);
        Assert.True(await store.TouchAsync(digest, Ct));
        await read.ReadExactlyAsync(rest.AsMemory(1000), Ct);
        Assert.Equal(bytes, rest);

        // What is erased while somebody reads it ends for the reader too.
        read.Position = 0;
        Assert.True(await store.DeleteAsync(digest, Ct));
        await Assert.ThrowsAsync<BlobMissingException>(() => read.ReadExactlyAsync(rest, Ct).AsTask());
    }
}
