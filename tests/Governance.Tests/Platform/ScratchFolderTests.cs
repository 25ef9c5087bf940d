using System.Diagnostics;
using Governance.Platform;
using Governance.Testing;

namespace Governance.Tests.Platform;

public sealed class ScratchFolderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("governance-scratch-");

    /// <summary>As <see cref="ScratchFolder.NewPath"/> names files.</summary>
    private readonly string _photo = Guid.NewGuid().ToString("N");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_gone_when_it_is_closed_and_the_folder_when_it_is_disposed()
    {
        using var scratch = new ScratchFolder(_root.FullName);
        await using (var file = scratch.CreateFile())
            await file.WriteAsync("a person"u8.ToArray(), Ct);
        using (var folder = scratch.CreateDirectory())
            await File.WriteAllTextAsync(folder.PathOf("in"), "a person", Ct);
        Assert.Empty(scratch.Held());
        scratch.Dispose();
        Assert.Empty(_root.EnumerateFileSystemInfos());
    }

    [Fact]
    public void Another_process_that_lives_keeps_its_files_and_is_seen_to_hold_them()
    {
        using var other = new ScratchFolder(_root.FullName);
        using var folder = other.CreateDirectory();
        using var scratch = new ScratchFolder(_root.FullName);
        Assert.Equal(0, scratch.Sweep());
        Assert.Single(scratch.Held());
    }

    [Fact]
    public async Task What_a_killed_process_left_is_gone_at_the_next_start_and_at_the_next_sweep()
    {
        foreach (var sweeps in new[] { false, true })
        {
            var ready = sweeps ? new ScratchFolder(_root.FullName) : null;
            await KilledAsync();
            Assert.Contains(_root.EnumerateFiles(_photo, SearchOption.AllDirectories), f => f.Length > 0);
            if (ready is not null)
                Assert.Equal(1, ready.Sweep());
            using var next = ready ?? new ScratchFolder(_root.FullName);
            Assert.Empty(_root.EnumerateFiles(_photo, SearchOption.AllDirectories));
            Assert.Empty(next.Held());
        }
    }

    /// <summary>A process that holds its lock as ours do (flock on the file beside its folder), and is killed with -9.</summary>
    private async Task KilledAsync()
    {
        var own = Path.Combine(_root.FullName, "77-killed");
        using var process = Process.Start(
            new ProcessStartInfo(
                "bash",
                [
                    "-c",
                    $"exec 9>'{own}.lock'; flock -x 9; mkdir '{own}'; echo GPS > '{own}/{_photo}'; echo ready; exec sleep 60",
                ]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(Ct));
        using (var living = new ScratchFolder(_root.FullName))
            Assert.Single(living.Held());
        process.Kill();
        await process.WaitForExitAsync(Ct);
    }

    [Fact]
    public void Nothing_makes_temporary_files_elsewhere()
    {
        string[] elsewhere =
        [
            "GetTempPath",
            "GetTempFileName",
            "CreateTempSubdirectory",
            "FileBufferingReadStream",
            "FileBufferingWriteStream",
            "EnableBuffering",
        ];
        var found = Directory
            .EnumerateFiles(SourceTree.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && elsewhere.Any(File.ReadAllText(f).Contains));
        Assert.Empty(found);
    }

    public void Dispose() => _root.Delete(recursive: true);
}
