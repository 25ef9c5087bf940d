using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Testing;
using Governance.Tests.Ingestion;
using Governance.Tests.Platform.Blobs;

namespace Governance.Tests.Platform;

/// <summary>An emptied or foreign blob store is noticed; nothing is written to it, and nothing is reported as deleted in it.</summary>
public sealed class BlobClaimTests(TestDatabase server, Azurite azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task An_emptied_store_is_not_taken_for_a_new_one_also_after_a_restart(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        await using var lab = await TaughtAsync(place);
        var claim = lab.Slice.Get<BlobClaim>();
        Assert.Equal(BlobOwner.This, await claim.CheckAsync(Ct));
        var digest = await DigestAsync(lab);
        await place.TakeAwayAsync();

        foreach (var blobs in new[] { lab.Blobs, place.Open(lab.Slice.Time) })
        {
            var restarted = new BlobClaim(
                new Contexts(lab.Slice),
                blobs,
                lab.Slice.Get<BlobReferences>(),
                Microsoft.Extensions.Logging.Abstractions.NullLogger<BlobClaim>.Instance
            );
            Assert.Equal(BlobOwner.Nobody, await restarted.CheckAsync(Ct));
            await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() =>
                blobs.PutAsync(new MemoryStream([1]), 10, Ct)
            );
            await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() => blobs.OpenReadAsync(digest, Ct));
            await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() => blobs.DeleteAsync(digest, Ct));
            await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() => blobs.TouchAsync(digest, Ct));
        }
        Assert.Equal(0, await lab.Slice.Get<BlobSweep>().SweepAsync(Ct));
        Assert.Null(await place.OwnerAsync());
        Assert.Empty(await place.DigestsAsync());
        Assert.Equal([], await place.LeftoversAsync());

        // Mounted again: nobody has to do anything.
        await place.BringBackAsync();
        await lab.Blobs.PutAsync(new MemoryStream([1]), 10, Ct);
        Assert.Equal(BlobOwner.This, await claim.CheckAsync(Ct));
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task The_store_of_another_installation_is_left_alone_until_its_owner_is_emptied(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        await using var lab = await TaughtAsync(place);
        await place.WriteOwnerAsync("another");
        Assert.Equal(BlobOwner.Another, await lab.Slice.Get<BlobClaim>().CheckAsync(Ct));
        await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() =>
            lab.Blobs.PutAsync(new MemoryStream([1]), 10, Ct)
        );
        Assert.Equal("another", await place.OwnerAsync());

        await place.WriteOwnerAsync("");
        Assert.Equal(BlobOwner.This, await lab.Slice.Get<BlobClaim>().CheckAsync(Ct));
        await lab.Blobs.PutAsync(new MemoryStream([1]), 10, Ct);
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task A_store_without_a_name_is_taken_by_a_database_that_names_nothing_or_finds_its_own_content(
        string kind
    )
    {
        await using var empty = await StoreUnderTest.OpenAsync(kind, azurite);
        await using var fresh = await ImportLab.OpenAsync(server, null, empty.Settings);
        Assert.Equal(BlobOwner.This, await fresh.Slice.Get<BlobClaim>().CheckAsync(Ct));

        // As an installation of an earlier version left it.
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        await using var lab = await TaughtAsync(place);
        Assert.Null(await place.OwnerAsync());
        Assert.Equal(BlobOwner.This, await lab.Slice.Get<BlobClaim>().CheckAsync(Ct));
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task A_run_waits_for_the_store_instead_of_failing(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        await using var lab = await TaughtAsync(place);
        await lab.Slice.Get<BlobClaim>().CheckAsync(Ct);
        var import = await lab.StartAsync(
            Maps.Visits,
            lab.Write("more", ("002/visits.csv", Maps.VisitsTable), ("002/photos/a.jpg", Pictures.Jpeg()))
        );
        await place.TakeAwayAsync();
        var working = lab.Slice.WorkAsync();
        await UntilAsync(async () =>
            (await lab.EndedAsync(import)).Run is { State: RunState.Queued, Attempt: > 0 } or { Attempt: > 1 }
        );
        await place.BringBackAsync();
        await working;
        var ended = (await lab.EndedAsync(import)).Run;
        Assert.True(
            ended is { State: RunState.Succeeded, Attempt: > 1 },
            $"{ended.State} at attempt {ended.Attempt}: {ended.Error}"
        );
    }

    private async Task<ImportLab> TaughtAsync(StoreUnderTest place)
    {
        var lab = await ImportLab.OpenAsync(server, null, place.Settings);
        place.BelongTo(lab.Slice);
        var files = lab.Write(
            "in",
            ("001/visits.csv", Maps.VisitsTable),
            ("001/heat.csv", Maps.Heat()),
            ("001/photos/a.jpg", Pictures.Jpeg())
        );
        Assert.Equal(RunState.Succeeded, (await lab.ImportAsync(Maps.Visits, files)).Run.State);
        return lab;
    }

    private static async Task<string> DigestAsync(ImportLab lab)
    {
        await using var db = lab.Slice.Db();
        return (await lab.Slice.Get<BlobReferences>().SomeAsync(db, 1, Ct))[0];
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 300, "It does not happen.");
            await Task.Delay(100, Ct);
        }
    }

    private sealed class Contexts(Slice slice) : Microsoft.EntityFrameworkCore.IDbContextFactory<GovernanceDb>
    {
        public GovernanceDb CreateDbContext() => slice.Db();
    }
}
