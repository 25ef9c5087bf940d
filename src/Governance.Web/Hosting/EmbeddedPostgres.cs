using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Governance.Web.Hosting;

/// <summary>
/// A private PostgreSQL in a folder. It listens on a random port of 127.0.0.1 with passwords of its own, runs as an ordinary
/// user even under root, is restarted when it ends unexpectedly, and ends with the host, even when that is killed.
/// </summary>
public sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    private const string Application = PostgresFolder.Application;
    private const string Superuser = PostgresFolder.Superuser;

    private readonly PostgresFolder _folder;
    private readonly FileStream? _ownership;
    private PostgresServer? _server;

    private EmbeddedPostgres(PostgresFolder folder, int port, FileStream? ownership, PostgresServer? server)
    {
        _folder = folder;
        _ownership = ownership;
        _server = server;
        Port = port;
    }

    /// <summary>Connects to the database <c>governance</c> as its owner, a role without privileges on the server.</summary>
    public string ConnectionString => _folder.ConnectionString(Port, Application, Application);

    /// <summary>Connects to the database <c>postgres</c> as superuser, to create and drop other databases.</summary>
    public string AdministrationConnectionString => _folder.ConnectionString(Port, Superuser, Superuser);

    /// <summary>The TCP port on 127.0.0.1; the same at every start unless another process has taken it.</summary>
    public int Port { get; }

    /// <summary>The folder of the cluster.</summary>
    public string DataDirectory => _folder.Cluster;

    /// <summary>False when another host runs the server and this one only uses it; disposing then leaves it running.</summary>
    public bool IsOwner => _server is not null;

    /// <summary>The postmaster's process id; null when another host runs it.</summary>
    public int? ProcessId => _server?.ProcessId;

    /// <summary>
    /// Completes when the server has ended and is not restarted, with the last lines of its log. Never completes when another
    /// host runs it.
    /// </summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Creates the cluster if it is missing, ends the processes of a killed host, and starts the server.</summary>
    /// <exception cref="PostgresDirectoryInUseException">A running host owns the folder.</exception>
    /// <exception cref="EmbeddedPostgresException">The server does not start; the message ends with its log.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options,
        CancellationToken cancellationToken = default
    )
    {
        var folder = PostgresFolder.Create(options.Directory);
        var ownership = folder.TakeOwnership();
        try
        {
            var account = await PostgresAccount.ForAsync(folder.Directory, folder.Cluster, cancellationToken);
            var binaries = await PostgresBinaries.LocateAsync(options.Binaries, account, cancellationToken);
            var major = await PostgresBinaries.MajorAsync(binaries, account, cancellationToken);
            if (Directory.Exists(folder.Cluster))
            {
                RequireSameMajor(folder, binaries, major);
                await PostgresProcesses.EndLeftoversAsync(folder.Cluster, cancellationToken);
            }
            else
            {
                await InitialiseAsync(folder, account, binaries, major, options.Durable, cancellationToken);
            }

            var (server, port) = await ServeAsync(folder, account, binaries, options, cancellationToken);
            var postgres = new EmbeddedPostgres(folder, port, ownership, server);
            try
            {
                await postgres.EnsureDatabaseAsync(cancellationToken);
                postgres.Watch(options, again => ServeOnAsync(folder, account, binaries, options, port, again));
                return postgres;
            }
            catch
            {
                await server.StopAsync();
                throw;
            }
        }
        catch
        {
            await ownership.DisposeAsync();
            throw;
        }
    }

    /// <summary>Uses the server of a running host, or starts one: for commands and workers next to a portal.</summary>
    /// <exception cref="EmbeddedPostgresException">Neither works within <see cref="EmbeddedPostgresOptions.StartTimeout"/>.</exception>
    public static async Task<EmbeddedPostgres> AttachOrStartAsync(
        EmbeddedPostgresOptions options,
        CancellationToken cancellationToken = default
    )
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await StartAsync(options, cancellationToken);
            }
            catch (PostgresDirectoryInUseException) when (waited.Elapsed < options.StartTimeout)
            {
                var folder = PostgresFolder.Create(options.Directory);
                if (
                    folder.RememberedPort() is { } port
                    && await AnswersAsync(folder.ConnectionString(port, Application, Application), cancellationToken)
                )
                {
                    return new EmbeddedPostgres(folder, port, null, null);
                }

                await Task.Delay(100, cancellationToken); // Its host is starting or stopping.
            }
        }
    }

    /// <summary>Stops the server (fast shutdown: running statements are rolled back) and frees the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is null || _ownership is null)
        {
            return;
        }

        await StopWatchingAsync();
        foreach (var connectionString in new[] { ConnectionString, AdministrationConnectionString })
        {
            await using var pool = new NpgsqlConnection(connectionString);
            NpgsqlConnection.ClearPool(pool);
        }

        await _server.StopAsync();
        _ended.TrySetResult(_folder.LogTail());
        await _ownership.DisposeAsync();
    }

    private static void RequireSameMajor(PostgresFolder folder, string binaries, int major)
    {
        var written = File.ReadAllText(Path.Combine(folder.Cluster, "PG_VERSION")).Trim();
        if (written != major.ToString(CultureInfo.InvariantCulture))
        {
            throw new EmbeddedPostgresException(
                $"The database in {folder.Cluster} was written by PostgreSQL {written}, but {binaries} contains version {major}. "
                    + $"Set Governance:PostgresBinaries to the programs of version {written}, or move the data "
                    + "with pg_dump and pg_restore."
            );
        }
    }

    private static async Task InitialiseAsync(
        PostgresFolder folder,
        PostgresAccount account,
        string binaries,
        int major,
        bool durable,
        CancellationToken cancellationToken
    )
    {
        // Created in another folder and then renamed: an interrupted start leaves no incomplete cluster.
        var fresh = folder.Cluster + ".new";
        var password = Path.Combine(folder.Directory, "initial-password");
        if (Directory.Exists(fresh))
        {
            Directory.Delete(fresh, recursive: true);
        }

        Directory.CreateDirectory(fresh, Posix.Private);
        account.Own(fresh);
        PostgresFolder.WritePrivate(password, folder.Password(Superuser));
        account.Own(password);
        try
        {
            List<string> line =
            [
                Path.Combine(binaries, "initdb"),
                "-D",
                fresh,
                $"--username={Superuser}",
                $"--pwfile={password}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--data-checksums",
            ];
            if (major >= 17)
            {
                line.Add("--locale-provider=builtin"); // The same sort order on every machine and after an upgrade of the C library.
            }

            if (!durable)
            {
                line.Add("--no-sync");
            }

            var command = account.Command(line);
            var (code, output) = await CommandLine.RunAsync(command[0], command[1..], cancellationToken);
            if (code != 0)
            {
                throw new EmbeddedPostgresException($"The database in {folder.Cluster} cannot be created: {output}");
            }

            Directory.Move(fresh, folder.Cluster);
        }
        finally
        {
            File.Delete(password);
        }
    }

    private static async Task<(PostgresServer Server, int Port)> ServeAsync(
        PostgresFolder folder,
        PostgresAccount account,
        string binaries,
        EmbeddedPostgresOptions options,
        CancellationToken cancellationToken
    )
    {
        folder.RotateLog();
        for (var attempt = 1; ; attempt++)
        {
            var port =
                attempt == 1
                    ? folder.RememberedPort() is { } remembered && IsFree(remembered)
                        ? remembered
                        : FreePort()
                    : FreePort();
            folder.RememberPort(port);
            var logStart = folder.LogLength();
            try
            {
                return (await ServeOnAsync(folder, account, binaries, options, port, cancellationToken), port);
            }
            catch (EmbeddedPostgresException)
                when (attempt < 4 && folder.LogSince(logStart).Contains("could not bind", StringComparison.Ordinal))
            {
                // Another process took the port between the check and the start.
            }
        }
    }

    private static async Task<PostgresServer> ServeOnAsync(
        PostgresFolder folder,
        PostgresAccount account,
        string binaries,
        EmbeddedPostgresOptions options,
        int port,
        CancellationToken cancellationToken
    )
    {
        var server = PostgresServer.Start(
            folder,
            account.Command(CommandFor(folder, binaries, options, port), untilParentDies: true)
        );
        try
        {
            await WaitUntilReadyAsync(folder, server, port, options.StartTimeout, cancellationToken);
            return server;
        }
        catch
        {
            await server.StopAsync();
            throw;
        }
    }

    private static List<string> CommandFor(
        PostgresFolder folder,
        string binaries,
        EmbeddedPostgresOptions options,
        int port
    )
    {
        Dictionary<string, string> settings = new()
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "",
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["password_encryption"] = "scram-sha-256",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["logging_collector"] = "off",
            // Statements and details contain personal data, which must not be in a log.
            ["log_statement"] = "none",
            ["log_min_error_statement"] = "panic",
            ["log_error_verbosity"] = "terse",
        };
        if (!options.Durable)
        {
            settings["fsync"] = settings["synchronous_commit"] = settings["full_page_writes"] = "off";
        }

        return
        [
            Path.Combine(binaries, "postgres"),
            "-D",
            folder.Cluster,
            .. settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" }),
        ];
    }

    private static async Task WaitUntilReadyAsync(
        PostgresFolder folder,
        PostgresServer server,
        int port,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        var waited = Stopwatch.StartNew();
        var connectionString = folder.ConnectionString(port, Superuser, Superuser);
        while (!await AnswersAsync(connectionString, cancellationToken))
        {
            if (server.Ended.IsCompleted)
            {
                throw new EmbeddedPostgresException(
                    $"PostgreSQL did not start on {folder.Cluster}. The end of {folder.Log}:\n{await server.Ended}"
                );
            }

            if (waited.Elapsed > patience)
            {
                throw new EmbeddedPostgresException(
                    $"PostgreSQL on {folder.Cluster} was not ready within {patience.TotalSeconds:0} s. The end "
                        + $"of {folder.Log}:\n{folder.LogTail()}"
                );
            }

            await Task.WhenAny(server.Ended, Task.Delay(25, cancellationToken));
        }
    }

    private static async Task<bool> AnswersAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5 }.ConnectionString
            );
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new EmbeddedPostgresException(
                "The database rejects the password in its folder: the password file and the database are from different installations.",
                refused
            );
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(AdministrationConnectionString) { Pooling = false }
        );
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (
            !await ExistsAsync(connection, $"SELECT 1 FROM pg_roles WHERE rolname = '{Application}'", cancellationToken)
        )
        {
            await ExecuteAsync(connection, $"CREATE ROLE {Application} LOGIN", cancellationToken);
        }

        // The password is hexadecimal and needs no quoting. It is set at every start, so that an interrupted start is repaired.
        await ExecuteAsync(
            connection,
            $"ALTER ROLE {Application} PASSWORD '{_folder.Password(Application)}'",
            cancellationToken
        );
        if (
            !await ExistsAsync(
                connection,
                $"SELECT 1 FROM pg_database WHERE datname = '{Application}'",
                cancellationToken
            )
        )
        {
            await ExecuteAsync(connection, $"CREATE DATABASE {Application} OWNER {Application}", cancellationToken);
        }
    }

    private static async Task<bool> ExistsAsync(
        NpgsqlConnection connection,
        string query,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        string statement,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
