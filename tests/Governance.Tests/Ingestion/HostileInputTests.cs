using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Governance.Catalog;
using Governance.Ingestion;
using Governance.Platform.Runs;
using Governance.Testing;

namespace Governance.Tests.Ingestion;

/// <summary>Runs while nothing else does: allocations are counted for the whole process.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Bad input, each through the whole job: refused by file and row, the rest imported.</summary>
[Collection(nameof(Alone))]
public sealed class HostileInputTests(TestDatabase server)
{
    [Fact]
    public async Task A_zip_with_hostile_names_gives_only_its_good_files()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var zip = TestArchives.Of(
            ("../evil.txt", "x"),
            ("/etc/passwd", "x"),
            ("C:\\evil.txt", "x"),
            ("001/../../evil", "x"),
            ("001/a\0b.txt", "x"),
            ("x/" + new string('y', 1_100), "x"),
            ("001/visits.csv", Maps.VisitsTable),
            ("001/VISITS.csv", "other"),
            ("001/photos/a.jpg", Pictures.Jpeg()),
            ("001/heat.csv", Maps.Heat())
        );

        var (import, run, refusals) = await lab.ImportAsync(Maps.Visits, await lab.UploadAsync(zip));

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(
            [
                "name-twice",
                "path-absolute",
                "path-absolute",
                "path-escapes",
                "path-escapes",
                "path-too-long",
                "path-unreadable",
            ],
            refusals.Select(r => r.Code).Order(StringComparer.Ordinal)
        );
        Assert.All(refusals, r => Assert.NotNull(r.File));
        Assert.Equal((1, 1), (import.Report!.Samples, import.Report.SamplesComplete));
    }

    [Fact]
    public async Task Links_and_devices_in_a_tar_are_refused_and_the_rest_is_read()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        using var tar = new MemoryStream();
        await using (var gzip = new GZipStream(tar, CompressionLevel.Fastest, leaveOpen: true))
        await using (var writer = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            await writer.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.SymbolicLink, "001/photos/a.jpg.link") { LinkName = "/etc/passwd" },
                TestContext.Current.CancellationToken
            );
            await writer.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.HardLink, "001/hard") { LinkName = "001/visits.csv" },
                TestContext.Current.CancellationToken
            );
            await writer.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.CharacterDevice, "001/null"),
                TestContext.Current.CancellationToken
            );
            foreach (
                var (name, bytes) in new[]
                {
                    ("./001/photos/a.jpg", Pictures.Jpeg()),
                    ("001/heat.csv", Encoding.UTF8.GetBytes(Maps.Heat())),
                    ("001/visits.csv", Encoding.UTF8.GetBytes(Maps.VisitsTable)),
                }
            )
                await writer.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) },
                    TestContext.Current.CancellationToken
                );
        }

        var (import, run, refusals) = await lab.ImportAsync(
            Maps.Visits,
            await lab.UploadAsync(tar.ToArray(), "upload.tar.gz")
        );

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(
            ["link-refused", "link-refused", "special-file-refused"],
            refusals.Select(r => r.Code).Order(StringComparer.Ordinal)
        );
        Assert.Equal(1, import.Report!.SamplesComplete);
    }

    [Fact]
    public async Task A_link_in_a_folder_is_not_followed()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var origin = lab.Write(
            "in",
            ("001/visits.csv", Maps.VisitsTable),
            ("001/heat.csv", Maps.Heat()),
            ("secret/a.jpg", Pictures.Jpeg())
        );
        Directory.CreateSymbolicLink(lab.PathOf("in/001/photos"), lab.PathOf("in/secret"));

        var (import, _, refusals) = await lab.ImportAsync(Maps.Visits, origin);

        Assert.Equal(["link-refused", "listed-file-missing"], refusals.Select(r => r.Code));
        Assert.Equal(
            MissingReason.FileMissing,
            Assert.Single((await lab.AllAsync<SamplePart>()), p => p.Name == "photo").Missing
        );
        Assert.Equal(0, import.Report!.SamplesComplete);
    }

    [Fact]
    public async Task A_zip_bomb_is_refused_while_it_unpacks_and_memory_stays_bounded()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var zip = TestArchives.Of(
            ("001/heat.csv", new byte[300 << 20]),
            ("001/visits.csv", Maps.VisitsTable),
            ("001/photos/a.jpg", Pictures.Jpeg())
        );
        GC.Collect();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var (import, run, refusals) = await lab.ImportAsync(Maps.Visits, await lab.UploadAsync(zip));

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 200 << 20);
        Assert.Equal("compressed-too-well", Assert.Single(refusals).Code);
        Assert.Equal(1, import.Report!.FilesRefused);
        Assert.Equal(
            MissingReason.StreamMissing,
            (await lab.AllAsync<SamplePart>()).Single(p => p.Name == "heat").Missing
        );
    }

    [Fact]
    public async Task Limits_of_count_and_size_stop_the_import_with_nothing_left_behind()
    {
        await using var lab = await ImportLab.OpenAsync(server, null, ("MaxFiles", "3"));
        var zip = TestArchives.Of(
            ("001/visits.csv", Maps.VisitsTable),
            ("001/heat.csv", Maps.Heat()),
            ("a", "x"),
            ("b", "x")
        );

        var (import, run, refusals) = await lab.ImportAsync(Maps.Visits, await lab.UploadAsync(zip));

        Assert.Equal((RunState.Failed, "too-many-files"), (run.State, Assert.Single(refusals).Code));
        Assert.Null(import.FinishedAt);
        Assert.Empty(await lab.AllAsync<ImportedFile>());
        Assert.Empty(await lab.AllAsync<Sample>());
    }

    [Fact]
    public async Task Damaged_archives_end_in_words_and_other_files_are_no_uploads()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var whole = TestArchives.Of(("001/visits.csv", Maps.VisitsTable), ("001/photos/a.jpg", Pictures.Jpeg()));
        var (_, run, refusals) = await lab.ImportAsync(Maps.Visits, await lab.UploadAsync(whole[..(whole.Length / 2)]));

        Assert.Equal((RunState.Failed, "archive-unreadable"), (run.State, Assert.Single(refusals).Code));
        var upload = await lab.Imports.UploadAsync(
            Slice.Steward,
            new MemoryStream("hello"u8.ToArray()),
            "x",
            TestContext.Current.CancellationToken
        );
        Assert.IsType<UploadUnknown>(upload.Refusal);
    }

    [Fact]
    public async Task A_stream_with_more_times_and_values_than_memory_is_meant_for_is_refused_and_leaves_nothing()
    {
        await using var lab = await ImportLab.OpenAsync(server, null, ("MaxStreamValues", "40"));
        var (_, fits, _) = await lab.ImportAsync(
            Maps.Visits,
            lab.Write("a", ("001/visits.csv", Maps.VisitsTable), ("001/heat.csv", Maps.Heat(20)))
        );
        Assert.True(fits.State == RunState.Succeeded, fits.Error);

        var (_, run, _) = await lab.ImportAsync(
            Maps.Visits,
            lab.Write("b", ("002/visits.csv", Maps.VisitsTable), ("002/heat.csv", Maps.Heat(21)))
        );

        Assert.Equal(RunState.Failed, run.State);
        Assert.StartsWith(
            "Stream “heat” has more than 40 times and values. Split the recording",
            run.Error,
            StringComparison.Ordinal
        );
        Assert.Single(await lab.AllAsync<Recording>());
    }

    [Fact]
    public async Task An_import_with_more_samples_than_memory_is_meant_for_is_refused_and_leaves_nothing()
    {
        // A recording, two notes and two photos.
        await using var lab = await ImportLab.OpenAsync(server, null, ("MaxItems", "5"));
        const string Two = Maps.VisitsTable + "2025-04-12T09:00:00,b.jpg,Weeps,low\n";
        var (_, fits, _) = await lab.ImportAsync(Maps.Visits, lab.Write("a", ("001/visits.csv", Two)));
        Assert.True(fits.State == RunState.Succeeded, fits.Error);

        var (_, run, _) = await lab.ImportAsync(
            Maps.Visits,
            lab.Write("b", ("002/visits.csv", Two + "2025-04-12T10:00:00,c.jpg,Dry,low\n"))
        );

        Assert.Equal(RunState.Failed, run.State);
        Assert.StartsWith(
            "The import has more than 5 recordings, anchors, images and texts in total. Split it",
            run.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(2, (await lab.AllAsync<Sample>()).Count);
    }

    [Fact]
    public async Task Pictures_that_are_none_or_too_large_or_cut_short_are_refused_with_the_reason_at_the_sample()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var rows = new[] { "a.jpg", "giant.jpg", "text.jpg", "cut.jpg", "gone.jpg", "", "p.png", "../../etc/passwd" };
        var table =
            "at,photo,note,light\n" + string.Concat(rows.Select((p, i) => $"2025-04-12T08:0{i}:00,{p},n{i},low\n"));
        var good = Pictures.Jpeg();
        var origin = lab.Write(
            "in",
            ("001/visits.csv", table),
            ("001/heat.csv", Maps.Heat()),
            ("001/photos/a.jpg", good),
            ("001/photos/giant.jpg", Pictures.FourGigapixelHeader()),
            ("001/photos/text.jpg", "I am no picture"),
            ("001/photos/cut.jpg", good[..(good.Length / 2)]),
            ("001/photos/p.png", Pictures.Png())
        );

        var (_, run, refusals) = await lab.ImportAsync(Maps.Visits, origin);

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(
            ["image-broken", "image-too-large", "listed-file-missing", "listed-file-missing", "not-an-image"],
            refusals.Select(r => r.Code).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ("001/photos/giant.jpg", true),
            (
                refusals.Single(r => r.Code == "image-too-large").File,
                refusals.Single(r => r.Code == "image-too-large").What.Contains("65,500", StringComparison.Ordinal)
            )
        );
        Assert.Equal(
            [5, 8],
            refusals.Where(r => r.Code == "listed-file-missing").Select(r => (int)r.Row!.Value).Order()
        );
        var samples = (await lab.AllAsync<Sample>()).ToDictionary(s => s.Id, s => s.Key);
        var photos = (await lab.AllAsync<SamplePart>())
            .Where(p => p.Name == "photo")
            .ToDictionary(p => samples[p.SampleId], p => p);
        Assert.Equal(
            [
                null,
                MissingReason.Unreadable,
                MissingReason.Unreadable,
                MissingReason.Unreadable,
                MissingReason.FileMissing,
                MissingReason.NotRecorded,
                null,
                MissingReason.FileMissing,
            ],
            Enumerable.Range(1, 8).Select(i => photos[$"001/visits.csv#{i}"].Missing)
        );
        Assert.Equal("image/png", photos["001/visits.csv#7"].MediaType);
    }

    [Fact]
    public async Task A_picture_is_upright_and_carries_nothing_but_pixels_and_what_was_removed_is_listed()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var origin = lab.Write("in", ("001/visits.csv", Maps.VisitsTable), ("001/photos/a.jpg", Pictures.WithExif()));

        await lab.ImportAsync(Maps.Visits, origin);

        var part = (await lab.AllAsync<SamplePart>()).Single(p => p.Name == "photo");
        Assert.Equal((200, 300), (part.Width, part.Height));
        var facts = FileFacts
            .From(
                (await lab.AllAsync<ImportedFile>())
                    .Single(f => f.Path.EndsWith("a.jpg", StringComparison.Ordinal))
                    .Facts!
            )
            .Image!;
        Assert.True(facts.HadPosition);
        Assert.Contains("exif:Make", facts.Removed);
        Assert.Equal(("2025:04:12 09:59:58", 6), (facts.TakenAt, facts.Orientation));
        await using var stored = await lab.Blobs.OpenReadAsync(part.Digest!, TestContext.Current.CancellationToken);
        using var image = NetVips.Image.NewFromStream(stored);
        Assert.DoesNotContain(image.GetFields(), f =>
            f.StartsWith("exif-", StringComparison.Ordinal) || f.Contains("icc", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Tables_with_odd_headers_ragged_rows_bad_times_and_bad_numbers_are_reported_by_row()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var visits =
            "\uFEFF,\"at\n (local)\",photo,note,light\r\n"
            + "0,2025-04-12T08:00:00,,\"two\nlines \u0007\",low\r\n"
            + "1,2025-03-30T02:30:00,,gap of spring,low\r\n"
            + "2,2025-04-12T08:02:00,,too few\r\n"
            + "3,tomorrow,,no time,low\r\n"
            + "4,2025-04-12T08:04:00,,fine,high,\r\n";
        var map = Maps.Visits.Replace(
            "\"columns\": [\"at\"]",
            "\"columns\": [\"at (local)\"]",
            StringComparison.Ordinal
        );
        var heat =
            "t;c\n2025-04-12T08:00:00;1.5\n2025-04-12T08:00:30;oops\n2025-04-12T08:01:00;NA\n"
            + "2025-04-12T08:01:00;Infinity\n2025-04-12T08:00:00;9\n2025-04-12T07:59:00;2\n";
        var origin = lab.Write("in", ("001/visits.csv", visits), ("001/heat.csv", heat));

        var (import, run, refusals) = await lab.ImportAsync(map, origin);

        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(
            [
                ("row-ragged", 3L),
                ("time-unreadable", 2L),
                ("time-unreadable", 4L),
                ("value-unreadable", 2L),
                ("value-unreadable", 4L),
            ],
            refusals
                .Select(r => (r.Code, r.Row!.Value))
                .OrderBy(r => r.Code, StringComparer.Ordinal)
                .ThenBy(r => r.Value)
        );
        Assert.Contains(
            "clocks went forward",
            refusals.Single(r => r is { Code: "time-unreadable", Row: 2 }).What,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["001/visits.csv#1", "001/visits.csv#5"],
            (await lab.AllAsync<Sample>()).Select(s => s.Key).Order(StringComparer.Ordinal)
        );
        var stream = (await lab.AllAsync<RecordingStream>()).Single(s => s.Name == "heat");
        Assert.Equal((2L, 1), (stream.Rows, stream.Duplicates));
        Assert.Contains((await lab.AllAsync<SamplePart>()), p => p.Excerpt == "two\nlines ");
        Assert.Equal(2, import.Report!.Samples);
    }

    [Fact]
    public async Task Columns_that_are_not_there_and_tables_that_break_are_reported_and_half_a_table_is_no_secret()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var origin = lab.Write(
            "in",
            ("001/visits.csv", Maps.VisitsTable),
            ("001/heat.csv", "time,c\n1,2\n"),
            (
                "002/visits.csv",
                Encoding.Latin1.GetBytes(
                    "at,photo,note,light\n2025-04-12T08:00:00,,gut,low\n2025-04-12T08:01:00,,schön,low\n"
                )
            ),
            ("003/visits.csv", ""),
            ("004/visits.csv", Maps.VisitsTable),
            ("004/heat.csv", "t;c;c\n2025-04-12T08:00:00;1.5;2.5\n")
        );

        var (_, _, refusals) = await lab.ImportAsync(Maps.Visits, origin);

        Assert.Contains(refusals, r =>
            r is { Code: "column-not-found", File: "001/heat.csv" }
            && r.Remedy.Contains("time, c", StringComparison.Ordinal)
        );
        Assert.Contains(refusals, r =>
            r is { Code: "column-ambiguous", File: "004/heat.csv" }
            && r.Remedy.Contains("#2, #3", StringComparison.Ordinal)
        );
        Assert.Contains(refusals, r =>
            r is { Code: "unfit-text", File: "002/visits.csv", Row: 2 }
            && r.What.Contains("not utf-8", StringComparison.Ordinal)
        );
        Assert.Contains(refusals, r => r is { Code: "table-empty", File: "003/visits.csv" });
    }

    [Fact]
    public async Task The_map_may_stop_at_the_first_refusal_and_then_nothing_is_visible()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var origin = lab.Write(
            "in",
            ("001/visits.csv", Maps.VisitsTable),
            ("001/photos/a.jpg", "no picture"),
            ("001/heat.csv", Maps.Heat())
        );

        var (import, run, refusals) = await lab.ImportAsync(
            Maps.Visits.Replace("\"anchor\"", "\"onError\": \"stop\", \"anchor\"", StringComparison.Ordinal),
            origin
        );

        Assert.Equal((RunState.Failed, "not-an-image"), (run.State, Assert.Single(refusals).Code));
        Assert.Null(import.FinishedAt);
        Assert.Empty(await lab.AllAsync<Recording>());
        Assert.Empty(await lab.AllAsync<ImportedFile>());
    }

    [Fact]
    public async Task A_map_that_fits_no_file_says_what_came_instead()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var (_, run, _) = await lab.ImportAsync(Maps.Visits, lab.Write("in", ("elsewhere.bin", "x")));

        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("elsewhere.bin", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../other")]
    [InlineData("/etc")]
    [InlineData("absent")]
    public async Task A_folder_outside_the_roots_is_refused_at_the_door(string folder)
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var started = await lab.Imports.StartAsync(
            Slice.Steward,
            lab.Dataset.Id,
            Maps.Visits,
            new FolderOrigin(folder),
            TestContext.Current.CancellationToken
        );
        Assert.False(started.Ok);
    }
}
