using Governance.Catalog;
using Governance.Consent;
using Governance.Ingestion;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Testing;
using Governance.Tests.Ingestion;

namespace Governance.Tests.Consent;

/// <summary>
/// An erasure reaches what imports keep of rows and files that they did not take: archives, tables, quoted cells, names.
/// </summary>
public sealed class RefusedSourcesTests(TestDatabase server)
{
    private const string Head = "at,who,note\n2025-04-12T08:00:00,other-3,A drum\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Map(string more) =>
        $$"""
            {
              "zone": "Europe/Zurich", "recordings": { "key": "{column:who}", "subject": "{column:who}", "kind": "person" },
              "anchor": "note", {{more}},
              "streams": [
                {
                  "name": "note", "modality": "text",
                  "listedBy": { "table": "all.csv", "text": "note" }, "time": { "columns": ["at"] }
                }
              ]
            }
            """;

    [Fact]
    public async Task An_import_that_refused_every_row_of_the_subject_loses_its_archive_and_the_quoted_cells()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var import = await TakenAsync(
            world,
            "Elsewhere",
            "\"maximumRefusedShare\": 1",
            ("all.csv", $"{Head}xylophone o'clock,{WithdrawalWorld.Who},A xylophone\n")
        );
        Assert.DoesNotContain(await world.AllAsync<Recording>(), r =>
            r.ImportId == import.Id && r.SubjectId == world.Subject.Id
        );
        Assert.Contains(await world.AllAsync<RunRefusal>(), r =>
            r.RunId == import.RunId && r.What.Contains("xylophone", StringComparison.Ordinal)
        );
        Assert.True(import.NamesAllSubjects);

        var done = await world.WithdrawnAsync();

        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        Assert.NotNull((await FindAsync(world, import)).SourceErasedAt);
        Assert.Equal(2, done.Steps.Single(s => s.Holding == "imports").Done);
        Assert.Equal(2, done.Steps.Single(s => s.Holding == "imports").Planned);
    }

    [Fact]
    public async Task A_failed_import_keeps_no_archive_and_an_erasure_removes_what_its_refusals_quote()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var import = await TakenAsync(
            world,
            "Elsewhere",
            "\"maximumRefusedShare\": 0.1",
            ("all.csv", $"{Head}xylophone o'clock,{WithdrawalWorld.Who},A xylophone\n")
        );
        Assert.Null(import.FinishedAt);
        Assert.NotNull(import.SourceErasedAt);
        Assert.False(await world.Slice.Get<IBlobStore>().ExistsAsync(import.Location, Ct));
        Assert.Contains(await world.AllAsync<RunRefusal>(), r => r.RunId == import.RunId);

        var done = await world.WithdrawnAsync();

        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        Assert.DoesNotContain(await world.AllAsync<RunRefusal>(), r => r.RunId == import.RunId);
    }

    [Fact]
    public async Task A_file_that_the_map_does_not_use_is_found_by_the_subject_in_its_path()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var import = await TakenAsync(
            world,
            "Elsewhere",
            "\"maximumRefusedShare\": 1",
            ("all.csv", Head),
            ($"scans/{WithdrawalWorld.Who}_1.bin", "xylophone")
        );

        await world.WithdrawnAsync();

        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        Assert.NotNull((await FindAsync(world, import)).SourceErasedAt);
    }

    [Fact]
    public async Task A_row_without_a_subject_costs_the_archive_in_its_dataset_and_is_said_to_remain_elsewhere()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        const string more = "\"maximumRefusedShare\": 1";
        var same = await TakenIntoAsync(world, world.DatasetId, more, ("all.csv", $"{Head}ragged,row\n"));
        var elsewhere = await TakenAsync(world, "Elsewhere", more, ("all.csv", $"{Head}another,ragged\n"));
        var clear = await TakenAsync(world, "Clear", more, ("all.csv", Head));
        Assert.Equal([false, false, true], new[] { same, elsewhere, clear }.Select(i => i.NamesAllSubjects == true));

        var done = await world.WithdrawnAsync();

        Assert.NotNull((await FindAsync(world, same)).SourceErasedAt);
        Assert.Null((await FindAsync(world, elsewhere)).SourceErasedAt);
        Assert.Null((await FindAsync(world, clear)).SourceErasedAt);
        var said = Assert.Single(done.Withdrawal.RemainsMessages, m => m.Code == "unnamed-sources-remain");
        Assert.StartsWith("The archives of 1 import into other datasets.", said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawal_while_a_failing_import_reads_leaves_none_of_its_cells_quoted()
    {
        Func<Task>? meanwhile = null;
        await using var world = await WithdrawalWorld.OpenAsync(server, services =>
            services.WatchBlobs(Head[..4], async () =>
            {
                if (Interlocked.Exchange(ref meanwhile, null) is { } act)
                    await act();
            })
        );
        var withdrawn = Guid.Empty;
        meanwhile = async () => withdrawn = (await world.WithdrawAsync()).Id;

        var import = await TakenAsync(
            world,
            "Elsewhere",
            "\"maximumRefusedShare\": 0.1",
            ("all.csv", $"{Head}xylophone o'clock,{WithdrawalWorld.Who},A xylophone\n")
        );

        Assert.Null(import.FinishedAt);
        Assert.Equal(WithdrawalState.Done, (await world.DetailAsync(withdrawn)).Withdrawal.State);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
    }

    private static async Task<Import> TakenAsync(
        WithdrawalWorld world,
        string dataset,
        string more,
        params (string, object)[] files
    )
    {
        var made = await world.Slice.Get<Datasets>().CreateAsync(Slice.Steward, dataset, null, false, Ct);
        return await TakenIntoAsync(world, made.Value.Id, more, files);
    }

    private static async Task<Import> TakenIntoAsync(
        WithdrawalWorld world,
        Guid dataset,
        string more,
        params (string, object)[] files
    )
    {
        var imports = world.Slice.Get<Imports>();
        var archive = new MemoryStream(TestArchives.Of(files));
        var upload = (await imports.UploadAsync(Slice.Steward, archive, "table.zip", Ct)).Value;
        var started = await imports.StartAsync(Slice.Steward, dataset, Map(more), upload, Ct);
        Assert.True(started.Ok, started.Refusal?.What);
        await world.Slice.WorkAsync();
        world.Archives.Add(upload.Digest);
        return await FindAsync(world, started.Value);
    }

    private static async Task<Import> FindAsync(WithdrawalWorld world, Import import) =>
        (await world.AllAsync<Import>()).Single(i => i.Id == import.Id);
}
