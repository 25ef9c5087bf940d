namespace Governance.Web.Hosting;

/// <summary>
/// The folder of an installation: its database, blobs, keys and files. Each installation has its own folder.
/// <c>Governance:DataDirectory</c> sets it; the default is <c>$XDG_DATA_HOME/governance</c> or
/// <c>~/.local/share/governance</c>, and <c>/var/lib/governance</c> for root, because the user that PostgreSQL runs as
/// cannot enter root's home.
/// </summary>
public sealed record InstallationDirectory
{
    /// <summary>The setting for the folder; <c>Governance__DataDirectory</c> in the environment.</summary>
    public const string Setting = "Governance:DataDirectory";

    private InstallationDirectory(string root) => Root = root;

    /// <summary>The full path of the folder.</summary>
    public string Root { get; }

    /// <summary>The embedded PostgreSQL; empty when a connection string is set.</summary>
    public string Postgres => Path.Combine(Root, "postgres");

    /// <summary>The content-addressed blobs.</summary>
    public string Blobs => Path.Combine(Root, "blobs");

    /// <summary>Data protection and signing keys.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Files that people may import from the server.</summary>
    public string Imports => Path.Combine(Root, "imports");

    /// <summary>Temporary files, deleted with the request or job that made them.</summary>
    public string Scratch => Path.Combine(Root, "scratch");

    /// <summary>Resolves the folder and creates it with its sub-folders, each closed to other users.</summary>
    /// <exception cref="InstallationDirectoryException">The folder cannot be created or written.</exception>
    public static InstallationDirectory Open(IConfiguration configuration)
    {
        var setting = configuration[Setting];
        var directory = new InstallationDirectory(
            Path.GetFullPath(string.IsNullOrWhiteSpace(setting) ? Default() : setting)
        );
        try
        {
            Create(directory.Root, Environment.IsPrivilegedProcess ? Posix.Passable : Posix.Private);
            Create(directory.Postgres, Environment.IsPrivilegedProcess ? Posix.Passable : Posix.Private);
            Create(directory.Blobs, Posix.Private);
            Create(directory.Keys, Posix.Private);
            Create(directory.Imports, Posix.Private);
            Create(directory.Scratch, Posix.Private);
            ProveWritable(directory.Root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InstallationDirectoryException(
                $"The data folder {directory.Root} cannot be written: {exception.Message} Set another with Governance__DataDirectory.",
                exception
            );
        }

        return directory;
    }

    private static string Default()
    {
        if (Environment.IsPrivilegedProcess)
        {
            return "/var/lib/governance";
        }

        // Relative values are ignored, as https://specifications.freedesktop.org/basedir-spec/latest/ requires.
        var home = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        return Path.Combine(
            Path.IsPathRooted(home)
                ? home
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"),
            "governance"
        );
    }

    private static void Create(string path, UnixFileMode mode)
    {
        Directory.CreateDirectory(path, mode);
        if (File.GetUnixFileMode(path) != mode)
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static void ProveWritable(string root)
    {
        using var probe = new FileStream(
            Path.Combine(root, $".writable-{Environment.ProcessId}"),
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
                UnixCreateMode = Posix.PrivateFile,
            }
        );
    }
}
