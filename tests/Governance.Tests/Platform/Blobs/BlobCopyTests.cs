using Governance.Platform.Blobs;
using Governance.Testing;
using Governance.Tests.Ingestion;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Platform.Blobs;

/// <summary>A store is moved to another of either kind: verified, resumable, and repeated without effect.</summary>
public sealed class BlobCopyTests(TestDatabase server, Azurite azurite)
{
    private const int Block = 256 << 10;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreUnderTest.Folder, StoreUnderTest.Azure)]
    [InlineData(StoreUnderTest.Azure, StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure, StoreUnderTest.Azure)]
    public async Task All_content_arrives_and_a_second_copy_finds_it_there(string from, string to)
    {
        await using var source = await StoreUnderTest.OpenAsync(from, azurite);
        await using var target = await StoreUnderTest.OpenAsync(to, azurite);
        await using var lab = await ImportLab.OpenAsync(server, null, source.Settings);
        source.BelongTo(lab.Slice);
        var contents = new[] { 0, 1, 1000, 300_000, 17 << 20 }.Select(BlobStoreTests.Noise).ToList();
        foreach (var content in contents)
            await lab.Blobs.PutAsync(new MemoryStream(content), long.MaxValue, Ct);

        var copy = Copy(lab, target.Open());
        var done = await copy.RunAsync(Ct);

        Assert.True(done.Ok, done.Refusal?.What);
        Assert.Empty(done.Value.Damaged);
        Assert.Equal(new(5, 5, 0, contents.Sum(c => (long)c.Length), 0), done.Value.Progress);
        Assert.Equal(await source.DigestsAsync(), await target.DigestsAsync());
        Assert.Equal(await source.OwnerAsync(), await target.OwnerAsync());
        foreach (var content in contents)
            await BlobUploadTests.CheckAsync(target.Open(), content);

        var again = await Copy(lab, target.Open()).RunAsync(Ct);
        Assert.Equal(new(5, 0, 5, 0, 0), again.Value.Progress);
    }

    [Fact]
    public async Task A_copy_that_was_stopped_goes_on_in_the_middle_of_a_blob()
    {
        await using var target = await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());
        await using var lab = await ImportLab.OpenAsync(server);
        var (small, large) = (BlobStoreTests.Noise(1000), BlobStoreTests.Noise(Block * 20));
        await lab.Blobs.PutAsync(new MemoryStream(small), long.MaxValue, Ct);
        await lab.Blobs.PutAsync(new MemoryStream(large), long.MaxValue, Ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var first = new BlockCount
        {
            Sending = n =>
            {
                if (n == 10)
                    stop.Cancel();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Copy(lab, target.Open(null, Block, first)).RunAsync(stop.Token)
        );
        var staged = await target.SettledAsync(BlobStoreTests.Digest(large));
        Assert.InRange(staged, 1, first.Sent);

        var second = new BlockCount();
        var done = await Copy(lab, target.Open(null, Block, second)).RunAsync(Ct);
        Assert.Equal(2, done.Value.Progress.Copied + done.Value.Progress.Present);
        Assert.Equal(20 - staged, second.Sent);
        await BlobUploadTests.CheckAsync(target.Open(), large);
    }

    [Fact]
    public async Task Damaged_content_is_left_out_by_name_and_the_rest_arrives()
    {
        await using var source = new FolderUnderTest();
        await using var target = await StoreUnderTest.OpenAsync(StoreUnderTest.Azure, azurite);
        await using var lab = await ImportLab.OpenAsync(server);
        source.BelongTo(lab.Slice);
        var (sound, large) = (BlobStoreTests.Noise(1000), BlobStoreTests.Noise(17 << 20));
        foreach (var content in new[] { sound, large, [1, 2, 3] })
            await lab.Blobs.PutAsync(new MemoryStream(content), long.MaxValue, Ct);
        await source.DamageAsync(BlobStoreTests.Digest([1, 2, 3]), [1, 2, 4]);
        await source.DamageAsync(BlobStoreTests.Digest(large), large[..^1]);

        var done = await Copy(lab, target.Open()).RunAsync(Ct);

        Assert.Equal(
            new[] { BlobStoreTests.Digest([1, 2, 3]), BlobStoreTests.Digest(large) }.Order(StringComparer.Ordinal),
            done.Value.Damaged
        );
        Assert.Equal([BlobStoreTests.Digest(sound)], await target.DigestsAsync());
    }

    [Fact]
    public async Task A_store_of_another_database_and_the_store_itself_are_refused()
    {
        await using var target = await StoreUnderTest.OpenAsync(StoreUnderTest.Azure, azurite);
        await using var lab = await ImportLab.OpenAsync(server);
        await lab.Blobs.PutAsync(new MemoryStream([1]), long.MaxValue, Ct);
        Assert.IsType<CopyOntoItself>((await Copy(lab, lab.Blobs).RunAsync(Ct)).Refusal);
        await target.WriteOwnerAsync("another");
        Assert.IsType<CopyToForeignStore>((await Copy(lab, target.Open()).RunAsync(Ct)).Refusal);
        Assert.Empty(await target.DigestsAsync());

        await target.WriteOwnerAsync(null);
        await File.WriteAllTextAsync(Path.Combine(lab.Slice.Folder, "blobs", "owner"), "another", Ct);
        Assert.IsType<CopyFromForeignStore>((await Copy(lab, target.Open()).RunAsync(Ct)).Refusal);
        Assert.Null(await target.OwnerAsync());
    }

    private static BlobCopy Copy(ImportLab lab, IBlobStore target) =>
        new(lab.Blobs, target, lab.Slice.Get<BlobClaim>(), TimeProvider.System);
}
