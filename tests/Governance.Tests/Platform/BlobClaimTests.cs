using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Testing;
using Governance.Tests.Ingestion;

namespace Governance.Tests.Platform;

/// <summary>An emptied or foreign blob folder is noticed, nothing is written into it, and nothing is said to be deleted in it.</summary>
public sealed class BlobClaimTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_emptied_folder_is_not_taken_for_a_new_one_also_after_a_restart()
    {
        await using var lab = await TaughtAsync();
        var (claim, folder) = (lab.Slice.Get<BlobClaim>(), new DirectoryInfo(Path.Combine(lab.Slice.Folder, "blobs")));
        Assert.Equal(BlobOwner.This, await claim.CheckAsync(Ct));
        var digest = await DigestAsync(lab);
        var aside = folder.FullName + "-aside";
        folder.MoveTo(aside);
        Directory.CreateDirectory(Path.Combine(lab.Slice.Folder, "blobs"));

        foreach (
            var blobs in new[]
            {
                lab.Blobs,
                new FolderBlobStore(Path.Combine(lab.Slice.Folder, "blobs"), lab.Slice.Time),
            }
        )
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
        // A process keeps the lock of its temporary files there, and nothing else.
        var files = Directory.EnumerateFiles(Path.Combine(lab.Slice.Folder, "blobs"), "*", SearchOption.AllDirectories);
        Assert.All(files, f => Assert.EndsWith(".lock", f, StringComparison.Ordinal));

        // Mounted again: nobody has to do anything.
        Directory.Delete(Path.Combine(lab.Slice.Folder, "blobs"), recursive: true);
        Directory.Move(aside, Path.Combine(lab.Slice.Folder, "blobs"));
        await lab.Blobs.PutAsync(new MemoryStream([1]), 10, Ct);
        Assert.Equal(BlobOwner.This, await claim.CheckAsync(Ct));
    }

    [Fact]
    public async Task The_folder_of_another_installation_is_left_alone_until_its_owner_file_is_emptied()
    {
        await using var lab = await TaughtAsync();
        var owner = Path.Combine(lab.Slice.Folder, "blobs", "owner");
        await File.WriteAllTextAsync(owner, "another", Ct);
        Assert.Equal(BlobOwner.Another, await lab.Slice.Get<BlobClaim>().CheckAsync(Ct));
        await Assert.ThrowsAsync<BlobFolderNotInPlaceException>(() =>
            lab.Blobs.PutAsync(new MemoryStream([1]), 10, Ct)
        );
        Assert.Equal("another", await File.ReadAllTextAsync(owner, Ct));

        await File.WriteAllTextAsync(owner, "", Ct);
        Assert.Equal(BlobOwner.This, await lab.Slice.Get<BlobClaim>().CheckAsync(Ct));
        await lab.Blobs.PutAsync(new MemoryStream([1]), 10, Ct);
    }

    [Fact]
    public async Task A_folder_without_a_name_is_taken_by_a_database_that_names_nothing_or_finds_its_own_content()
    {
        await using var fresh = await ImportLab.OpenAsync(server);
        Assert.Equal(BlobOwner.This, await fresh.Slice.Get<BlobClaim>().CheckAsync(Ct));

        // As an installation of an earlier version left it.
        await using var lab = await TaughtAsync();
        Assert.False(File.Exists(Path.Combine(lab.Slice.Folder, "blobs", "owner")));
        Assert.Equal(BlobOwner.This, await lab.Slice.Get<BlobClaim>().CheckAsync(Ct));
    }

    [Fact]
    public async Task A_run_waits_for_the_folder_instead_of_failing()
    {
        await using var lab = await TaughtAsync();
        await lab.Slice.Get<BlobClaim>().CheckAsync(Ct);
        var blobs = Path.Combine(lab.Slice.Folder, "blobs");
        var import = await lab.StartAsync(
            Maps.Visits,
            lab.Write("more", ("002/visits.csv", Maps.VisitsTable), ("002/photos/a.jpg", Pictures.Jpeg()))
        );
        Directory.Move(blobs, blobs + "-aside");
        var working = lab.Slice.WorkAsync();
        await UntilAsync(async () =>
            (await lab.EndedAsync(import)).Run is { State: RunState.Queued, Attempt: > 0 } or { Attempt: > 1 }
        );
        Directory.Move(blobs + "-aside", blobs);
        await working;
        var ended = (await lab.EndedAsync(import)).Run;
        Assert.True(
            ended is { State: RunState.Succeeded, Attempt: > 1 },
            $"{ended.State} at attempt {ended.Attempt}: {ended.Error}"
        );
    }

    private async Task<ImportLab> TaughtAsync()
    {
        var lab = await ImportLab.OpenAsync(server);
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
