using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Governance.Web.Hosting;

/// <summary>The files of an embedded PostgreSQL: cluster, log, passwords, port and lock.</summary>
internal sealed record PostgresFolder(string Directory)
{
    /// <summary>The product's role and the name of its database.</summary>
    public const string Application = "governance";

    public const string Superuser = "postgres";

    public string Cluster => Path.Combine(Directory, "cluster");

    public string Log => Path.Combine(Directory, "server.log");

    private string PortFile => Path.Combine(Directory, "port");

    private string OwnerFile => Path.Combine(Directory, "host.pid");

    private string LockFile => Path.Combine(Directory, "host.lock");

    public static PostgresFolder Create(string directory)
    {
        var full = Path.GetFullPath(directory);
        try
        {
            System.IO.Directory.CreateDirectory(full, Posix.Private);
            File.SetUnixFileMode(full, Environment.IsPrivilegedProcess ? Posix.Passable : Posix.Private);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException(
                $"The database folder {full} cannot be written: {exception.Message}",
                exception
            );
        }

        return new PostgresFolder(full);
    }

    /// <summary>Takes the lock of the folder; the system frees it when the host ends, however it ends.</summary>
    public FileStream TakeOwnership()
    {
        try
        {
            var file = new FileStream(
                LockFile,
                new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                    UnixCreateMode = Posix.PrivateFile,
                }
            );
            // In another file than the lock, because .NET cannot read a file that another process has locked.
            WritePrivate(OwnerFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return file;
        }
        catch (IOException exception) when (exception.HResult == Posix.WouldBlock)
        {
            throw new PostgresDirectoryInUseException(Directory, Owner());
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new EmbeddedPostgresException(
                $"The database folder {Directory} belongs to another user: {exception.Message}",
                exception
            );
        }
    }

    public string ConnectionString(int port, string database, string user) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Database = database,
            Username = user,
            Password = Password(user),
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;

    /// <summary>The password of a role: 256 random bits, made at the first call.</summary>
    public string Password(string user)
    {
        var file = Path.Combine(Directory, $"{user}.password");
        if (!File.Exists(file))
        {
            if (user == Superuser && System.IO.Directory.Exists(Cluster))
            {
                throw new EmbeddedPostgresException(
                    $"{file} is missing, and {Cluster} cannot be opened without it. Restore it from a backup of the folder."
                );
            }

            WritePrivate(file, RandomNumberGenerator.GetHexString(64, lowercase: true));
        }

        return File.ReadAllText(file);
    }

    /// <summary>Writes a file atomically, readable only by its owner from the first byte.</summary>
    public static void WritePrivate(string path, string text)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        using (
            var file = new FileStream(
                fresh,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = Posix.PrivateFile,
                }
            )
        )
        {
            file.Write(Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    public int? RememberedPort() =>
        File.Exists(PortFile) && int.TryParse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture, out var port)
            ? port
            : null;

    public void RememberPort(int port) => WritePrivate(PortFile, port.ToString(CultureInfo.InvariantCulture));

    public long LogLength() => File.Exists(Log) ? new FileInfo(Log).Length : 0;

    public string LogSince(long position)
    {
        if (!File.Exists(Log))
        {
            return "";
        }

        using var file = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = Math.Min(position, file.Length);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    public string LogTail() =>
        string.Join('\n', LogSince(Math.Max(0, LogLength() - 8192)).TrimEnd().Split('\n').TakeLast(15));

    /// <summary>Renames a log of more than 8 MiB to <c>.1</c>, which replaces the one renamed before.</summary>
    public void RotateLog()
    {
        if (LogLength() > 8 << 20)
        {
            File.Move(Log, Log + ".1", overwrite: true);
        }
    }

    private string? Owner()
    {
        try
        {
            return File.ReadAllText(OwnerFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
