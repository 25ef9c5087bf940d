using System.Diagnostics;
using System.Globalization;

namespace Governance.Testing;

/// <summary>A real small file system on a folder, which a test can fill to the last byte. Only root may mount one.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string _filler;

    private SmallDisk(string folder)
    {
        Folder = folder;
        _filler = Path.Combine(folder, "filler");
    }

    public string Folder { get; }

    /// <summary>Free bytes.</summary>
    public long Free => new DriveInfo(Folder).AvailableFreeSpace;

    /// <summary>Why none can be mounted here; null when one can. For <c>Assert.SkipWhen</c>.</summary>
    public static string? WhyNot { get; } = Probe();

    /// <param name="folder">Created when it is missing; its files are hidden while the disk is mounted.</param>
    /// <param name="bytes">The size.</param>
    /// <param name="options">More options of tmpfs, such as <c>nr_inodes=20</c>.</param>
    public static SmallDisk Mount(string folder, long bytes, string options = "")
    {
        Directory.CreateDirectory(folder);
        var size = string.Create(
            CultureInfo.InvariantCulture,
            $"size={bytes}{(options.Length > 0 ? "," : "")}{options}"
        );
        if (Run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder) is { } fault)
        {
            throw new InvalidOperationException(fault);
        }

        return new SmallDisk(folder);
    }

    /// <summary>Fills the free space, except for so many bytes.</summary>
    public void Fill(long except = 0)
    {
        using var file = new FileStream(_filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var block = 1 << 20; block >= 4096; )
        {
            if (Free - except < block)
            {
                block /= 2;
                continue;
            }

            file.Write(new byte[block]);
        }
    }

    public void Clear() => File.Delete(_filler);

    public void Dispose() => Run("umount", "-l", Folder);

    private static string? Probe()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "A small file system can be mounted by root only.";
        }

        var folder = Directory.CreateTempSubdirectory("governance-disk-").FullName;
        try
        {
            Mount(folder, 1 << 16).Dispose();
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return $"A small file system cannot be mounted here: {refused.Message}";
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    private static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : said.Trim();
    }
}
