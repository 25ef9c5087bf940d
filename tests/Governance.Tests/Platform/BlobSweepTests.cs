using System.Text.RegularExpressions;
using Governance.Ingestion;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Testing;
using Governance.Tests.Consent;
using Governance.Tests.Ingestion;
using Governance.Tests.Platform.Blobs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Platform;

public sealed partial class BlobSweepTests(TestDatabase server, Azurite azurite)
{
    private static readonly TimeSpan Later = BlobSweep.Grace + TimeSpan.FromMinutes(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task A_stopped_import_leaves_nothing_and_what_a_refused_upload_left_goes_later(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        await using var lab = await ImportLab.OpenAsync(server, null, place.Settings);
        place.BelongTo(lab.Slice);
        var files = lab.Write(
            "in",
            ("001/visits.csv", Maps.VisitsTable),
            ("001/heat.csv", Maps.Heat()),
            ("001/photos/a.jpg", Pictures.Jpeg())
        );
        var (_, good, _) = await lab.ImportAsync(Maps.Visits, files);
        Assert.Equal(RunState.Succeeded, good.State);
        var kept = await place.DigestsAsync();
        // The last row's time cannot be read, and the map asks to stop there: notes and series are written by then.
        var table =
            Maps.VisitsTable.Replace("Looks fine", "Seal weeps", StringComparison.Ordinal) + "never,,unread,low\n";
        var other = lab.Write(
            "other",
            ("002/visits.csv", table),
            ("002/heat.csv", Maps.Heat(30)),
            ("002/photos/a.jpg", Pictures.Jpeg())
        );
        var (_, stopped, _) = await lab.ImportAsync(
            Maps.Visits.Replace("\"anchor\"", "\"onError\": \"stop\", \"anchor\"", StringComparison.Ordinal),
            other
        );
        Assert.Equal(RunState.Failed, stopped.State);
        Assert.Equal(kept, await place.DigestsAsync());
        Assert.IsType<UploadUnknown>(
            (await lab.Imports.UploadAsync(Slice.Steward, new MemoryStream("no archive"u8.ToArray()), "x", Ct)).Refusal
        );
        // As a job that was killed for good leaves it.
        await lab.Blobs.PutAsync(new MemoryStream("a part of a note"u8.ToArray()), long.MaxValue, Ct);
        var left = (await place.DigestsAsync()).Except(kept).ToList();
        Assert.Equal(2, left.Count);

        Assert.Equal(0, await lab.Slice.Get<BlobSweep>().SweepAsync(Ct));
        lab.Slice.Time.Advance(Later);
        Assert.Equal(left.Count, await lab.Slice.Get<BlobSweep>().SweepAsync(Ct));

        Assert.Equal(kept, await place.DigestsAsync());
        Assert.Equal([], await place.LeftoversAsync());
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task Nothing_that_any_row_names_is_deleted(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        await using var world = await WithdrawalWorld.OpenTaughtAsync(server, place.Register);
        place.BelongTo(world.Slice);
        var (before, named) = (await place.DigestsAsync(), await NamedAsync(world.Slice));
        Assert.True(before.Intersect(named).Count() > 10);

        world.Slice.Time.Advance(Later);
        await world.Slice.Get<BlobSweep>().SweepAsync(Ct);

        // What a provenance step has replaced (the checkpoints of a training) is named by nobody else, and was deleted when it was.
        Assert.Equal([], before.Intersect(named).Except(await place.DigestsAsync()));
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task What_is_put_again_or_belongs_to_unfinished_work_stays(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        await using var lab = await ImportLab.OpenAsync(server, null, place.Settings);
        place.BelongTo(lab.Slice);
        var sweep = lab.Slice.Get<BlobSweep>();
        var (again, touched) = (await PutAsync(lab, "again"), await PutAsync(lab, "touched"));
        var import = await lab.StartAsync(Maps.Visits, lab.Write("in", ("001/visits.csv", Maps.VisitsTable)));
        lab.Slice.Time.Advance(TimeSpan.FromSeconds(1));
        var during = await PutAsync(lab, "written by the work");
        lab.Slice.Time.Advance(Later);
        await PutAsync(lab, "again");
        Assert.True(await lab.Blobs.TouchAsync(touched, Ct));
        Assert.False(await lab.Blobs.TouchAsync(new string('0', 64), Ct));

        // The import waits, so nothing since it was asked for is touched.
        Assert.Equal(0, await sweep.SweepAsync(Ct));
        Assert.False(await lab.Blobs.DeleteAsync(again, lab.Slice.Time.GetUtcNow().AddSeconds(-1), Ct));
        await lab.Slice.WorkAsync();
        Assert.Equal(RunState.Succeeded, (await lab.EndedAsync(import)).Run.State);
        Assert.Equal(1, await sweep.SweepAsync(Ct));
        Assert.False(await lab.Blobs.ExistsAsync(during, Ct));
        Assert.True(await lab.Blobs.ExistsAsync(again, Ct) && await lab.Blobs.ExistsAsync(touched, Ct));
        lab.Slice.Time.Advance(Later);
        Assert.Equal(2, await sweep.SweepAsync(Ct));
    }

    [Fact]
    public async Task What_a_killed_process_was_deleting_or_putting_is_gone_at_the_next_start()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var (blobs, now) = (Path.Combine(lab.Slice.Folder, "blobs"), lab.Slice.Time);
        var incoming = Directory.CreateDirectory(Path.Combine(blobs, "incoming")).FullName;
        string[] left = ["going-7f", "7f"];
        foreach (var name in left)
        {
            await File.WriteAllTextAsync(Path.Combine(incoming, name), "half", Ct);
            File.SetLastWriteTimeUtc(Path.Combine(incoming, name), now.GetUtcNow().UtcDateTime);
        }

        using var next = new FolderBlobStore(blobs, now);
        Assert.DoesNotContain(Directory.EnumerateFiles(incoming, "*", SearchOption.AllDirectories), f =>
            !f.EndsWith(".lock", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task Nothing_is_swept_under_a_database_that_the_blobs_do_not_belong_to(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        await using var lab = await ImportLab.OpenAsync(server, null, place.Settings);
        place.BelongTo(lab.Slice);
        await lab.Slice.Get<BlobSweep>().SweepAsync(Ct);
        var orphan = await PutAsync(lab, "another database names this");
        lab.Slice.Time.Advance(Later);
        var ours = await place.OwnerAsync();

        await place.WriteOwnerAsync("another");
        Assert.Equal(0, await lab.Slice.Get<BlobSweep>().SweepAsync(Ct));
        Assert.True(await lab.Blobs.ExistsAsync(orphan, Ct));

        await place.WriteOwnerAsync(null);
        Assert.Equal(1, await lab.Slice.Get<BlobSweep>().SweepAsync(Ct));
        Assert.Equal(ours, await place.OwnerAsync());
    }

    private static async Task<string> PutAsync(ImportLab lab, string content) =>
        (await lab.Blobs.PutAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), 100, Ct)).Digest;

    /// <summary>Every digest anywhere in the database, also inside JSON.</summary>
    private static async Task<HashSet<string>> NamedAsync(Slice slice)
    {
        await using var db = slice.Db();
        var tables = await db
            .Database.SqlQuery<string>(
                $"""SELECT table_name AS "Value" FROM information_schema.tables WHERE table_schema = 'public'"""
            )
            .ToListAsync(Ct);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            var everything = $"SELECT t::text AS \"Value\" FROM \"{table}\" t";
            foreach (var row in await db.Database.SqlQueryRaw<string>(everything).ToListAsync(Ct))
                named.UnionWith(DigestInText().Matches(row).Select(m => m.Value));
        }
        return named;
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex DigestInText();
}
