namespace Governance.Platform;

/// <summary>
/// The one source of temporary files. Each process has a folder of its own below the root and holds a lock beside it while it
/// lives; what a killed process leaves is deleted by the next one that starts, and by every pass of the run sweep. A file lasts
/// no longer than the request or job that asked for it, so it is never a second copy of a person's data.
/// </summary>
public sealed class ScratchFolder : IDisposable
{
    private const string LockSuffix = ".lock";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly FileStream _lock;

    /// <param name="root">Shared by the processes that work on the same data folder.</param>
    public ScratchFolder(string root)
    {
        Root = Path.GetFullPath(root);
        Directory.CreateDirectory(Root, Private);
        Sweep();
        Own = Path.Combine(Root, $"{Environment.ProcessId}-{Guid.NewGuid():N}");
        // The lock comes first: a folder without one that is held is abandoned.
        _lock = new FileStream(Own + LockSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Directory.CreateDirectory(Own, Private);
    }

    public string Root { get; }

    /// <summary>This process's folder; libraries that make temporary files of their own are pointed at it.</summary>
    public string Own { get; }

    /// <summary>A path in this process's folder. Whoever takes it moves the file away or deletes it.</summary>
    public string NewPath()
    {
        // Again where somebody emptied what lies above it.
        Directory.CreateDirectory(Own, Private);
        return Path.Combine(Own, Guid.NewGuid().ToString("N"));
    }

    /// <summary>An empty file that is deleted when it is closed.</summary>
    public FileStream CreateFile() =>
        new(
            NewPath(),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 1 << 16,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );

    /// <summary>A folder that is deleted with its content when it is disposed.</summary>
    public ScratchDirectory CreateDirectory() => new(Directory.CreateDirectory(NewPath(), Private).FullName);

    /// <summary>
    /// Names of what requests and jobs hold now, in every process that shares the root. What a library keeps there for as long as its
    /// process lives (ONNX Runtime's session mark) has a name of its own, and nobody need wait for it.
    /// </summary>
    public IReadOnlyCollection<string> Held() =>
        Entries(new DirectoryInfo(Root))
            .OfType<DirectoryInfo>()
            .SelectMany(Entries)
            .Select(e => e.Name)
            .Where(n => Guid.TryParseExact(n, "N", out _))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Deletes what processes left that no longer live; returns how many folders and files.</summary>
    public int Sweep()
    {
        var swept = 0;
        foreach (var entry in Entries(new DirectoryInfo(Root)))
        {
            if (entry.FullName == Own || entry.Name.EndsWith(LockSuffix, StringComparison.Ordinal))
                continue;
            if (entry is DirectoryInfo folder)
            {
                if (!Abandoned(folder))
                    continue;
                Delete(() => folder.Delete(recursive: true));
                Delete(() => File.Delete(folder.FullName + LockSuffix));
            }
            else
                Delete(entry.Delete);
            swept++;
        }
        return swept;
    }

    public void Dispose()
    {
        Delete(() => Directory.Delete(Own, recursive: true));
        _lock.Dispose();
        Delete(() => File.Delete(Own + LockSuffix));
    }

    /// <summary>Whoever lives holds its lock (flock), and the kernel lets go of it with the process.</summary>
    private static bool Abandoned(DirectoryInfo folder)
    {
        try
        {
            using var held = new FileStream(
                folder.FullName + LockSuffix,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Another process may sweep the same at the same time.</summary>
    private static void Delete(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException) { }
    }

    private static FileSystemInfo[] Entries(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
