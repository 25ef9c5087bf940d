using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Testing;
using Governance.Tests.Ingestion;
using Npgsql;

namespace Governance.Tests.Platform;

/// <summary>On a real full file system no partial results are left, and a sentence says what happened.</summary>
public sealed class FullDiskTests(TestDatabase server) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("governance-full-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 4 << 20)] // runs out while content is written
    [InlineData("nr_inodes=4", 1000)] // has the content, and no inode for the folder that it is renamed into
    public async Task A_blob_that_does_not_fit_leaves_nothing_and_fits_when_there_is_space(string options, int length)
    {
        Assert.SkipWhen(SmallDisk.WhyNot is not null, SmallDisk.WhyNot ?? "");
        using var disk = SmallDisk.Mount(_folder, 2 << 20, options);
        var blobs = new FolderBlobStore(_folder, TimeProvider.System);
        var content = Noise(length);

        var full = await Record.ExceptionAsync(() => blobs.PutAsync(new MemoryStream(content), long.MaxValue, Ct));
        Assert.IsType<DiskFull>(Faults.Of(full));
        Assert.All(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories), f =>
            Assert.EndsWith(".lock", f, StringComparison.Ordinal)
        );

        var small = await Record.ExceptionAsync(() => blobs.PutAsync(new MemoryStream(Noise(1000)), long.MaxValue, Ct));
        Assert.Equal(options.Length > 0, small is not null);
    }

    [Fact]
    public async Task Content_keeps_out_of_the_reserve_also_where_nobody_said_how_long_it_is()
    {
        Assert.SkipWhen(SmallDisk.WhyNot is not null, SmallDisk.WhyNot ?? "");
        using var disk = SmallDisk.Mount(_folder, 64 << 20);
        var blobs = new FolderBlobStore(_folder, TimeProvider.System, reserve: 24 << 20);
        Assert.False((await blobs.SpaceAsync(Ct))!.Holds(41 << 20));
        Assert.True((await blobs.SpaceAsync(Ct))!.Holds(39 << 20));

        var full = await Record.ExceptionAsync(() =>
            blobs.PutAsync(new MemoryStream(Noise(60 << 20)), long.MaxValue, Ct)
        );
        Assert.IsType<DiskFull>(Faults.Of(full));
        Assert.All(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories), f =>
            Assert.EndsWith(".lock", f, StringComparison.Ordinal)
        );

        await blobs.PutAsync(new MemoryStream(Noise(1000)), long.MaxValue, Ct);
        disk.Fill(except: 20 << 20);
        full = await Record.ExceptionAsync(() => blobs.PutAsync(new MemoryStream(Noise(1001)), long.MaxValue, Ct));
        Assert.IsType<DiskFull>(Faults.Of(full));
    }

    [Fact]
    public async Task PostgreSQL_that_cannot_extend_a_file_is_a_full_disk()
    {
        Assert.SkipWhen(SmallDisk.WhyNot is not null, SmallDisk.WhyNot ?? "");
        using var disk = SmallDisk.Mount(_folder, 4 << 20, "uid=65534,gid=65534,mode=0700");
        var database = await server.CreateDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        await server.AdministerAsync($"CREATE TABLESPACE space_{name} LOCATION '{_folder}'");
        try
        {
            await server.AdministerAsync($"CREATE TABLE filled (t text) TABLESPACE space_{name}", name);
            var full = await Record.ExceptionAsync(() =>
                server.AdministerAsync(
                    "INSERT INTO filled SELECT repeat('x', 1000) FROM generate_series(1, 100000)",
                    name
                )
            );
            Assert.Equal(PostgresErrorCodes.DiskFull, Assert.IsType<PostgresException>(full).SqlState);
            Assert.IsType<DiskFull>(Faults.Of(new InvalidOperationException("as EF Core wraps it", full)));
        }
        finally
        {
            await server.DropDatabaseAsync(database);
            await server.AdministerAsync($"DROP TABLESPACE space_{name}");
        }
    }

    [Fact]
    public async Task A_run_that_meets_a_full_disk_ends_in_one_sentence_leaves_nothing_and_can_be_started_again()
    {
        Assert.SkipWhen(SmallDisk.WhyNot is not null, SmallDisk.WhyNot ?? "");
        await using var lab = await ImportLab.OpenAsync(server, null, ("Blobs:ReserveBytes", "0"));
        using var disk = SmallDisk.Mount(Path.Combine(lab.Slice.Folder, "blobs"), 8 << 20);
        var files = lab.Write(
            "in",
            ("001/visits.csv", Maps.VisitsTable),
            ("001/heat.csv", Maps.Heat()),
            ("001/photos/a.jpg", Pictures.Jpeg())
        );
        var first = await lab.StartAsync(Maps.Visits, files);
        disk.Fill(except: 8192);
        await lab.Slice.WorkAsync();
        var failed = (await lab.EndedAsync(first)).Run;
        Assert.Equal((RunState.Failed, $"{new DiskFull().What} {new DiskFull().Remedy}"), (failed.State, failed.Error));
        Assert.All(Directory.EnumerateFiles(Path.Combine(disk.Folder, "incoming")), f =>
            Assert.EndsWith(".lock", f, StringComparison.Ordinal)
        );

        disk.Clear();
        var again = await lab.StartAsync(Maps.Visits, files);
        await lab.Slice.WorkAsync();
        Assert.Equal(RunState.Succeeded, (await lab.EndedAsync(again)).Run.State);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
