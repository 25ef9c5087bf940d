using Governance.Testing;
using Npgsql;

namespace Governance.EndToEnd;

/// <summary>Small disks for the blobs, the temporary folder and the table of annotations, each filled once.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_refused_in_words_and_the_same_succeeds_when_there_is_space()
    {
        Assert.SkipWhen(SmallDisk.WhyNot is not null, SmallDisk.WhyNot ?? "");
        SmallDisk[] disks = [];
        await using var drill = await FaultDrill.StartAsync(
            Ct,
            new Dictionary<string, string> { ["Blobs__ReserveBytes"] = "65536" },
            folder =>
                disks = [
                    SmallDisk.Mount(Path.Combine(folder, "blobs"), 160 << 20),
                    SmallDisk.Mount(Path.Combine(folder, "scratch"), 64 << 20),
                    SmallDisk.Mount(Path.Combine(folder, "space"), 4 << 20, "uid=65534,gid=65534,mode=0700"),
                ]
        );
        var dataset = await ImportedAsync(drill, disks[0]);
        await drill.ConsentAsync(Ct);
        var version = await drill.SealedAsync(dataset, Ct);
        await ExportedAsync(drill, version, disks[1]);
        await AnnotatedAsync(drill, version, disks[2]);
        drill.AssertNoScratch();
    }

    private static async Task<string> ImportedAsync(FaultDrill drill, SmallDisk disk)
    {
        var dataset = await drill.DatasetAsync(Ct);
        disk.Fill(except: drill.ArchiveLength / 2);
        var upload = await FaultDrill.RefusedAsync(() => drill.ImportAsync(dataset, Ct));
        Assert.Equal(507, upload.Status);
        Assert.Contains("/problems/no-room-for-upload", upload.Words, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"Upload: {upload.Words}");

        // The upload fits, but the results of the import do not.
        disk.Clear();
        disk.Fill(except: drill.ArchiveLength + (1 << 20));
        var failed = await drill.FailedAsync(await drill.ImportAsync(dataset, Ct), Ct);
        Assert.Equal(
            "The disk of the server is full; nothing was saved. Ask an administrator to free disk space, then try again.",
            FaultDrill.Text(failed, "error")
        );
        TestContext.Current.TestOutputHelper?.WriteLine($"Run: {failed.ToJsonString()}");
        Assert.Empty(await drill.Steward.AllAsync($"datasets/{dataset}/samples", Ct));
        drill.AssertNoScratch();

        disk.Clear();
        await drill.EndedAsync(await drill.ImportAsync(dataset, Ct), Ct);
        await drill.AssertWholeAsync(dataset, Ct);
        return dataset;
    }

    private static async Task ExportedAsync(FaultDrill drill, string version, SmallDisk disk)
    {
        var content = await drill.ExportAsync(version, Ct);
        var file = Path.Combine(drill.Portal.Folder, "imports", "export.zip");
        disk.Fill();
        var refused = await FaultDrill.RefusedAsync(() => drill.Steward.DownloadAsync(content, file, Ct));
        Assert.Equal(507, refused.Status);
        Assert.Contains("/problems/disk-full", refused.Words, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"Export: {refused.Words}");

        disk.Clear();
        await drill.Steward.DownloadAsync(content, file, Ct);
        Assert.Equal("delivered", await drill.ExportStateAsync(version, Ct));
    }

    private static async Task AnnotatedAsync(FaultDrill drill, string version, SmallDisk disk)
    {
        var (project, task) = await drill.LabellingAsync(version, Ct);
        var postgres = Path.Combine(drill.Portal.Folder, "postgres");
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = int.Parse(
                    await File.ReadAllTextAsync(Path.Combine(postgres, "port"), Ct),
                    System.Globalization.CultureInfo.InvariantCulture
                ),
                Database = "governance",
                Username = "postgres",
                Password = await File.ReadAllTextAsync(Path.Combine(postgres, "postgres.password"), Ct),
            }
        );
        foreach (
            var statement in new[]
            {
                $"CREATE TABLESPACE small LOCATION '{disk.Folder}'",
                "ALTER TABLE annotations SET TABLESPACE small",
            }
        )
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(Ct);
        }
        disk.Fill();
        var id = Guid.NewGuid();
        var refused = await FaultDrill.RefusedAsync(() => drill.SaveAsync(task, id, 1, Ct));
        Assert.Equal(507, refused.Status);
        Assert.Contains("/problems/disk-full", refused.Words, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"Annotation: {refused.Words}");
        Assert.Empty(await drill.Steward.AllAsync($"annotations?projectId={project}", Ct));

        disk.Clear();
        await drill.SaveAsync(task, id, 1, Ct);
        Assert.Single(await drill.Steward.AllAsync($"annotations?projectId={project}", Ct));
    }
}
