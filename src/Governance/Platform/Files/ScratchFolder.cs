namespace Governance.Platform;

/// <summary>
/// Creates all temporary files. Each process has a folder of its own below the root, with a lock beside it that it holds while
/// it runs. What a killed process leaves is deleted by the next process that starts, and by every pass of the run sweep. A file
/// exists no longer than the request or job that uses it, so it is never a lasting copy of a person's data.
/// </summary>
public sealed class ScratchFolder : IDisposable
{
    private const string LockSuffix = ".lock";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly FileStream _lock;

    /// <summary>Creates the folder of this process, and deletes what dead processes left.</summary>
    /// <param name="root">Shared by the processes that work on the same data folder.</param>
    public ScratchFolder(string root)
    {
        Root = Path.GetFullPath(root);
        Directory.CreateDirectory(Root, Private);
        Sweep();
        Own = Path.Combine(Root, $"{Environment.ProcessId}-{Guid.NewGuid():N}");
        // The lock comes first: a folder without a held lock counts as abandoned.
        _lock = new FileStream(Own + LockSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Directory.CreateDirectory(Own, Private);
    }

    /// <summary>The absolute path of the root.</summary>
    public string Root { get; }

    /// <summary>The folder of this process; libraries with temporary files of their own use it too.</summary>
    public string Own { get; }

    /// <summary>A new path in the folder of this process. The caller moves or deletes the file.</summary>
    public string NewPath()
    {
        // Creates it again in case somebody emptied the root.
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
    /// Names of the files and folders that requests and jobs hold now, in every process that shares the root. Files that a
    /// library keeps as long as its process runs (ONNX Runtime's session mark) have names of another form and are left out.
    /// </summary>
    public IReadOnlyCollection<string> Held() =>
        Entries(new DirectoryInfo(Root))
            .OfType<DirectoryInfo>()
            .SelectMany(Entries)
            .Select(e => e.Name)
            .Where(n => Guid.TryParseExact(n, "N", out _))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Deletes what dead processes left; returns the number of folders and files.</summary>
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

    /// <summary>Deletes the folder of this process and releases its lock.</summary>
    public void Dispose()
    {
        Delete(() => Directory.Delete(Own, recursive: true));
        _lock.Dispose();
        Delete(() => File.Delete(Own + LockSuffix));
    }

    /// <summary>A running process holds its lock (flock); the kernel releases it when the process ends.</summary>
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

    /// <summary>Deletes something that another process may delete at the same time.</summary>
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
