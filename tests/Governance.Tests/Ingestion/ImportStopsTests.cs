using System.Formats.Tar;
using System.Text;
using Governance.Catalog;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Ingestion;

/// <summary>Every kind of loop over input stops soon after a cancellation: its further steps are counted, or limited in time.</summary>
public sealed class ImportStopsTests(TestDatabase server)
{
    private const int Many = 3_000_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static SeriesRows Rows() =>
        new(
            [.. Enumerable.Range(0, Many).Select(i => (long)i)],
            [
                [.. Enumerable.Range(0, Many).Select(i => (double)i)],
            ]
        );

    [Fact]
    public void Writing_a_series_and_its_pyramid_stops_at_the_next_stretch_of_rows()
    {
        foreach (
            var write in new Action<SeriesRows, Action<long>>[]
            {
                (rows, told) => SeriesFile.Write(Stream.Null, ["c"], rows, told),
                (rows, told) => Pyramid.Write(Stream.Null, rows, told),
            }
        )
        {
            using var stop = new CancellationTokenSource();
            var counter = new RunCounter(stop.Token);
            void Told(long rows)
            {
                counter.Step(rows);
                if (counter.Done > 200_000)
                    stop.Cancel();
            }
            Assert.Throws<OperationCanceledException>(() => write(Rows(), Told));
            Assert.InRange(counter.Done, 200_000, 300_000);
        }
        var all = new RunCounter(CancellationToken.None);
        Pyramid.Write(Stream.Null, Rows(), all.Step);
        Assert.Equal(Many, all.Done);
    }

    [Fact]
    public async Task Sorting_a_stream_stops_between_two_comparisons()
    {
        var rule = Maps.Read(Maps.Visits).Streams[2];
        var buffer = new SeriesBuffer(rule);
        for (var i = 0; i < Many; i++)
            buffer.Add(i * 2_654_435_761L % Many, [i], "f", i);
        using var stop = new CancellationTokenSource();
        var finishing = Task.Run(
            () => buffer.Finish(new(Guid.Empty, 10), stop.Token),
            TestContext.Current.CancellationToken
        );
        stop.CancelAfter(50);
        var asked = TimeProvider.System.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finishing);
        Assert.InRange(TimeProvider.System.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Reading_a_table_stops_at_the_next_row()
    {
        using var stop = new CancellationTokenSource();
        var text = "a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 200_000));
        await using var table = (
            await CsvTable.OpenAsync(
                new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)),
                new CsvRule(),
                new(),
                stop.Token
            )
        )!;
        var read = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await table.ReadAsync(stop.Token))
                if (++read == 1_000)
                    await stop.CancelAsync();
        });
        Assert.Equal(1_000, read);
    }

    [Fact]
    public async Task Decoding_a_large_picture_stops_within_two_seconds()
    {
        var folder = Directory.CreateTempSubdirectory("governance-stop-");
        try
        {
            var file = Path.Combine(folder.FullName, "in");
            using (
                var noise = NetVips
                    .Image.Gaussnoise(9_000, 9_000, sigma: 40, mean: 128, seed: 3)
                    .Cast(NetVips.Enums.BandFormat.Uchar)
            )
                noise.Pngsave(file, compression: 1);
            using var stop = new CancellationTokenSource();
            var work = Task.Run(
                () =>
                    ImageNormaliser.Normalise(
                        file,
                        "x",
                        new ImageRule { LongEdge = 9_000 },
                        Inference.Encoders.PictureBounds.Default,
                        file + ".out",
                        stop.Token
                    ),
                TestContext.Current.CancellationToken
            );
            await Task.Delay(300, TestContext.Current.CancellationToken);
            Assert.False(work.IsCompleted);
            await stop.CancelAsync();
            var asked = TimeProvider.System.GetTimestamp();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
            Assert.InRange(TimeProvider.System.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_middle_of_the_steps_is_the_same_as_by_sorting()
    {
        var random = new Random(5);
        for (var n = 3; n < 60; n++)
        {
            var times = Enumerable.Range(0, n).Select(_ => (long)random.Next(1, 40) * 1_000_000_000).ToArray();
            for (var i = 1; i < n; i++)
                times[i] += times[i - 1];
            var buffer = new SeriesBuffer(Maps.Read(Maps.Visits).Streams[2]);
            for (var i = 0; i < n; i++)
                buffer.Add(times[i], [i], "f", i);
            var steps = times.Zip(times.Skip(1), (a, b) => b - a).Order().ToArray();
            Assert.Equal(steps[steps.Length / 2], buffer.Finish(new(Guid.Empty, 10), CancellationToken.None)!.PeriodNs);
        }
    }

    [Fact]
    public async Task A_tar_counts_its_files_and_has_no_total_and_no_time_left()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
            foreach (var name in new[] { "001/heat.csv", "002/heat.csv", "003/heat.csv" })
                await writer.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, name)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Maps.Heat())),
                    },
                    Ct
                );
        var import = await lab.StartAsync(Maps.Visits, await lab.UploadAsync(tar.ToArray(), "x.tar"));
        // The clock moves at every look, so that every progress is written.
        lab.Slice.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        var databases = lab.Slice.Get<IDbContextFactory<GovernanceDb>>();
        var work = new ImportWork(
            import,
            Maps.Read(Maps.Visits),
            lab.Slice.Get<ImportTools>(),
            new(import.RunId, import.Id, databases, lab.Slice.Time),
            new(import.RunId, 10)
        );
        await using var source = new TarFiles(await lab.Blobs.OpenReadAsync(import.Location, Ct), new());

        await new FileIntake(work, databases).RunAsync(source, Ct);

        var run = await lab.Slice.RunAsync(import.RunId);
        Assert.Equal(("unpacking", 3L, 0L), (run.Stage, run.Done, run.Total));
        run.State = RunState.Running;
        Assert.NotNull(run.Rate(run.StageStartedAt!.Value.AddSeconds(9)));
        Assert.Null(run.TimeLeft(run.StageStartedAt!.Value.AddSeconds(9)));
    }

    [Fact]
    public async Task An_import_finishes_after_its_last_row_was_written_and_its_last_stage_was_counted_to_the_end()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        lab.Slice.Time.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
        var (import, run, _) = await lab.ImportAsync(
            Maps.Visits,
            lab.Write(
                "in",
                ("001/visits.csv", Maps.VisitsTable),
                ("001/photos/a.jpg", Pictures.Jpeg()),
                ("001/heat.csv", Maps.Heat())
            )
        );
        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Equal(("writing samples", run.Total), (run.Stage, run.Done));
        Assert.True(
            import.FinishedAt > run.StageStartedAt,
            $"{import.FinishedAt:O} is not after {run.StageStartedAt:O}"
        );
        Assert.True(run.FinishedAt > import.FinishedAt);
    }
}
