using Governance.Catalog;
using Governance.Consent;
using Governance.Ingestion;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Testing;
using Governance.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Consent;

/// <summary>An erased subject does not come back by an import, at whatever moment the withdrawal arrives.</summary>
public sealed class ErasedStaysErasedTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_archive_again_brings_the_others_and_leaves_no_trace_of_the_erased_subject()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var withdrawal = await world.WithdrawnAsync();

        var import = await EndedAsync(world, await world.StartImportAsync("Again"));

        var report = import.Report!;
        Assert.Equal([new(NotStored.Erased, 1, 4, 0)], report.LeftOut);
        Assert.Equal(
            (7, 0, 0, 1, 1),
            (report.Files, report.FilesRefused, report.FilesUnused, report.Recordings, report.Samples)
        );
        Assert.Equal(WithdrawalWorld.Other, Assert.Single(report.Subjects).Pseudonym);
        Assert.Equal(report.Files - report.FilesLeftOut, (await FilesAsync(world, import)).Count);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        Assert.Equal([], await UnreferencedAsync(world));
        Assert.Equal("erased and others.zip", import.Name);
        Assert.NotNull(import.SourceErasedAt);
        foreach (var digest in world.OtherBlobs)
            Assert.True(await world.Slice.Get<IBlobStore>().ExistsAsync(digest, Ct));
        Assert.Empty(await world.AllAsync<ImportDiscard>());

        var unpack = Assert.Single(await world.AllAsync<Activity>(), a =>
            a.Kind == "unpack" && a.RunId == import.RunId
        );
        Assert.Contains("\"reason\": \"erased\"", unpack.Parameters, StringComparison.Ordinal);
        var finished = Assert.Single(await world.AllAsync<LedgerEntry>(), e =>
            e.Kind == "import.finished" && e.ThingId == import.Id
        );
        Assert.Contains("\"leftOut\":[{", System.Text.Encoding.UTF8.GetString(finished.Body), StringComparison.Ordinal);
        Assert.Equal(withdrawal.Withdrawal.Id, Assert.Single(await world.AllAsync<SubjectTombstone>()).WithdrawalId);
    }

    [Fact]
    public async Task Rows_of_the_erased_subject_in_a_shared_table_are_left_out_and_the_table_is_not_kept()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        await world.WithdrawnAsync();

        var dataset = await world.ImportTableAsync();

        var import = (await world.AllAsync<Import>()).Single(i => i.DatasetId == dataset);
        // One of the two rows has no valid time; it is not refused, because a refusal quotes its cells.
        Assert.Equal([new(NotStored.Erased, 1, 0, 2)], import.Report!.LeftOut);
        Assert.Equal(1, import.Report.Samples);
        Assert.DoesNotContain(await world.AllAsync<RunRefusal>(), r => r.RunId == import.RunId);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        Assert.Equal([], await UnreferencedAsync(world));
    }

    [Fact]
    public async Task Files_that_only_rows_of_the_erased_subject_list_are_removed_and_those_of_others_stay()
    {
        const string map = """
            {
              "zone": "Europe/Zurich", "recordings": { "key": "{column:who}", "subject": "{column:who}", "kind": "person" },
              "anchor": "photo", "maximumRefusedShare": 1,
              "streams": [
                {
                  "name": "photo", "modality": "image",
                  "listedBy": { "table": "all.csv", "file": "photos/{column:photo}" }, "time": { "columns": ["at"] },
                  "where": { "kind": ["photo"] }
                }
              ]
            }
            """;
        await using var world = await WithdrawalWorld.OpenAsync(server);
        await world.WithdrawnAsync();
        var dataset = (await world.Slice.Get<Datasets>().CreateAsync(Slice.Steward, "Photos", null, false, Ct)).Value;
        var table =
            "at,who,photo,kind\n2025-04-12T08:00:00,quill-7,mine.jpg,photo\n2025-04-12T08:01:00,quill-7,filtered.jpg,other\n"
            + "2025-04-12T08:00:00,other-3,theirs.jpg,photo\n2025-04-12T08:02:00,quill-7,both.jpg,photo\n"
            + "2025-04-12T08:03:00,other-3,both.jpg,photo\n";
        var archive = TestArchives.Of(
            ("all.csv", table),
            ("photos/mine.jpg", Pictures.Jpeg(301, 203)),
            ("photos/filtered.jpg", Pictures.Jpeg(302, 204)),
            ("photos/theirs.jpg", Pictures.Jpeg(303, 205)),
            ("photos/both.jpg", Pictures.Jpeg(304, 206)),
            ("notes/about quill-7.txt", "xylophone")
        );
        var imports = world.Slice.Get<Imports>();
        var upload = (await imports.UploadAsync(Slice.Steward, new MemoryStream(archive), "photos.zip", Ct)).Value;

        var import = await EndedAsync(
            world,
            (await imports.StartAsync(Slice.Steward, dataset.Id, map, upload, Ct)).Value
        );

        Assert.Equal([new(NotStored.Erased, 1, 3, 3)], import.Report!.LeftOut);
        Assert.Equal((6, 2), (import.Report.Files, import.Report.Samples));
        Assert.Equal(
            ["all.csv", "photos/both.jpg", "photos/theirs.jpg"],
            (await FilesAsync(world, import)).Select(f => f.Path).Order(StringComparer.Ordinal)
        );
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        Assert.Equal([], await UnreferencedAsync(world));
    }

    [Fact]
    public async Task A_withdrawal_while_an_import_reads_is_seen_before_the_import_commits()
    {
        Func<Task>? meanwhile = null;
        await using var world = await WithdrawalWorld.OpenAsync(
            server,
            services =>
                // Acts when the series of a recording is stored: after the files, before the commit.
                services.WatchBlobs("PAR1", async () =>
                {
                    if (Interlocked.Exchange(ref meanwhile, null) is { } act)
                        await act();
                })
        );
        var import = await world.StartImportAsync("Meanwhile");
        var withdrawn = Guid.Empty;
        meanwhile = async () => withdrawn = (await world.WithdrawAsync()).Id;

        var ended = await EndedAsync(world, import);

        Assert.NotEqual(Guid.Empty, withdrawn);
        Assert.Equal([new(NotStored.Erased, 1, 4, 0)], ended.Report!.LeftOut);
        Assert.Equal(WithdrawalState.Done, (await world.DetailAsync(withdrawn)).Withdrawal.State);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        Assert.Equal([], await UnreferencedAsync(world));
    }

    [Fact]
    public async Task An_import_that_was_killed_before_the_withdrawal_goes_on_without_the_subject()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var import = await world.StartImportAsync("Killed");
        var databases = world.Slice.Get<IDbContextFactory<GovernanceDb>>();
        var work = new ImportWork(
            import,
            Maps.Read(Maps.Visits),
            world.Slice.Get<ImportTools>(),
            new(import.RunId, import.Id, databases, world.Slice.Time),
            new(import.RunId, 10)
        );
        await using (
            var source = ZipFiles.Open(
                await world.Slice.Get<IBlobStore>().OpenReadAsync(import.Location, Ct),
                new IngestionOptions()
            )
        )
            await new FileIntake(work, databases).RunAsync(source, Ct);
        Assert.Equal(7, (await FilesAsync(world, import)).Count);
        await world.WithdrawAsync();

        var ended = await EndedAsync(world, import);

        Assert.Equal([new(NotStored.Erased, 1, 4, 0)], ended.Report!.LeftOut);
        Assert.Equal(3, (await FilesAsync(world, import)).Count);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        Assert.Equal([], await UnreferencedAsync(world));
    }

    [Fact]
    public async Task A_refused_or_cancelled_import_gives_up_an_archive_that_may_contain_an_erased_subject()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        await world.WithdrawnAsync();
        var cancelled = await world.StartImportAsync("Cancelled");
        await world.Slice.Get<JobRuns>().CancelAsync(cancelled.RunId, Slice.Steward, Ct);
        await world.Slice.Get<ImportJob>().CleanUpAsync(cancelled.Id, Ct);

        var row = (await world.AllAsync<Import>()).Single(i => i.Id == cancelled.Id);

        Assert.NotNull(row.SourceErasedAt);
        Assert.Null(row.FinishedAt);
    }

    [Fact]
    public async Task A_tombstone_holds_a_keyed_hash_of_the_pseudonym_that_a_restarted_host_finds()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        await world.WithdrawnAsync();
        var tombstone = Assert.Single(await world.AllAsync<SubjectTombstone>());
        var key = Assert.Single(await world.AllAsync<TombstoneKey>());

        Assert.Equal(System.Security.Cryptography.HMACSHA256.HashData(key.Secret, "quill-7"u8), tombstone.Hash);
        await using var db = world.Slice.Db();
        var restarted = new Tombstones(
            world.Slice.Get<IDbContextFactory<GovernanceDb>>(),
            world.Slice.Get<LedgerEntries>(),
            world.Slice.Time
        );
        var set = await restarted.ReadAsync(db, Ct);
        Assert.True(set.Contains(WithdrawalWorld.Who));
        Assert.False(set.Contains(WithdrawalWorld.Other));
        Assert.False(set.Contains("Quill-7"));
    }

    [Fact]
    public async Task Subjects_that_were_erased_before_there_were_tombstones_get_theirs_with_the_key()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var done = await world.WithdrawnAsync();
        await using (var db = world.Slice.Db())
            await db.Database.ExecuteSqlAsync($"DELETE FROM subject_tombstones; DELETE FROM tombstone_keys", Ct);

        await EndedAsync(world, await world.StartImportAsync("Again"));

        Assert.Equal(done.Withdrawal.Id, Assert.Single(await world.AllAsync<SubjectTombstone>()).WithdrawalId);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        Assert.Equal(2, (await world.AllAsync<LedgerEntry>()).Count(e => e.Kind == "tombstone-key.created"));
    }

    [Fact]
    public async Task A_withdrawal_of_one_of_two_purposes_leaves_no_tombstone()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        await world.Slice.ConsentAsync(world.Subject, await world.Slice.PurposeAsync("teaching"));

        await world.WithdrawnAsync([world.Research.Id]);

        Assert.Empty(await world.AllAsync<SubjectTombstone>());
        var import = await EndedAsync(world, await world.StartImportAsync("Again"));
        Assert.Empty(import.Report!.LeftOut);
        Assert.Equal(2, import.Report.Recordings);
    }

    [Fact]
    public async Task The_withdrawal_vacuums_the_tables_last_and_says_what_it_measured()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        await using var db = world.Slice.Db();
        Assert.Equal(0, await VacuumedAsync(db, "samples"));

        var done = await world.WithdrawnAsync();

        Assert.Equal("vacuuming tables", done.Run.Stage);
        Assert.Equal(done.Run.Total, done.Run.Done);
        foreach (
            var table in new[] { "samples", "sample_parts", "imported_files", "annotations", "derivations", "runs" }
        )
            Assert.Equal(1, await VacuumedAsync(db, table));
        var measured = done.Withdrawal.Remains[^1];
        Assert.Contains($"{done.Run.Total} tables were vacuumed; ", measured, StringComparison.Ordinal);
        Assert.Contains("The write-ahead log up to ", measured, StringComparison.Ordinal);
        Assert.IsType<DatabaseVacuumed>(done.Withdrawal.RemainsMessages[^1]);
    }

    private static async Task<long> VacuumedAsync(GovernanceDb db, string table) =>
        await db
            .Database.SqlQuery<long>(
                $"SELECT vacuum_count AS \"Value\" FROM pg_stat_user_tables WHERE relname = {table}"
            )
            .SingleAsync(Ct);

    private static async Task<Import> EndedAsync(WithdrawalWorld world, Import import)
    {
        await world.Slice.WorkAsync();
        var run = await world.Slice.RunAsync(import.RunId);
        Assert.True(run.State == RunState.Succeeded, run.Error);
        return (await world.AllAsync<Import>()).Single(i => i.Id == import.Id);
    }

    private static async Task<List<ImportedFile>> FilesAsync(WithdrawalWorld world, Import import) =>
        [.. (await world.AllAsync<ImportedFile>()).Where(f => f.ImportId == import.Id)];

    /// <summary>Blobs that no row refers to; a person's data among them would be found by nobody.</summary>
    private static async Task<IReadOnlyList<string>> UnreferencedAsync(WithdrawalWorld world)
    {
        await using var db = world.Slice.Db();
        var all = await world.Slice.Get<IBlobStore>().ListAsync(DateTimeOffset.MaxValue, Ct).ToListAsync(Ct);
        var held = await world.Slice.Get<BlobReferences>().HeldAsync(db, all, Ct);
        return [.. all.Where(d => !held.Contains(d))];
    }
}
