using System.Diagnostics;
using System.Globalization;
using Governance.Web.Hosting;
using Npgsql;

namespace Governance.Web.Tests.Hosting;

public sealed class EmbeddedPostgresTests
{
    private const string DebianBinaries = "/usr/lib/postgresql/15/bin";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starts_on_an_empty_folder_and_keeps_its_rows_over_a_restart()
    {
        using var folder = new TemporaryFolder();
        var options = new EmbeddedPostgresOptions { Directory = folder["db"] };
        await using (var first = await EmbeddedPostgres.StartAsync(options, Cancel))
        {
            await AskAsync(first, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('Größe')");
        }

        await using var second = await EmbeddedPostgres.StartAsync(options, Cancel);
        Assert.Equal("Größe", await AskAsync(second, "SELECT word FROM kept"));
        Assert.Equal("UTF8", await AskAsync(second, "SHOW server_encoding"));
        Assert.Equal("on", await AskAsync(second, "SHOW fsync"));
        Assert.Equal("on", await AskAsync(second, "SHOW data_checksums"));
        Assert.Equal("127.0.0.1", await AskAsync(second, "SHOW listen_addresses"));
        Assert.StartsWith("18.", (string)(await AskAsync(second, "SHOW server_version"))!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sorts_by_code_point_and_folds_the_case_of_every_alphabet()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await StartAsync(folder["db"]);
        Assert.Equal(true, await AskAsync(postgres, "SELECT 'Z' < 'a'"));
        Assert.Equal("äé", await AskAsync(postgres, "SELECT lower('ÄÉ')"));
    }

    [Fact]
    public async Task The_product_connects_without_any_privilege_on_the_server()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await StartAsync(folder["db"]);
        Assert.Equal(
            false,
            await AskAsync(
                postgres,
                "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            )
        );
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            AskAsync(postgres, "SELECT pg_read_file('/etc/passwd')")
        );
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("governance")]
    [InlineData("postgres")]
    public async Task A_wrong_password_is_refused(string user)
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await StartAsync(folder["db"]);
        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString)
        {
            Username = user,
            Password = "wrong",
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Cancel));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task Secrets_and_data_are_closed_to_others()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await StartAsync(folder["db"]);
        Assert.Equal(Posix.Private, File.GetUnixFileMode(postgres.DataDirectory));
        foreach (var file in new[] { "governance.password", "postgres.password", "host.lock", "server.log" })
        {
            Assert.Equal(Posix.PrivateFile, File.GetUnixFileMode(Path.Combine(folder["db"], file)));
        }

        Assert.False(File.Exists(Path.Combine(folder["db"], "initial-password")));
    }

    [Fact]
    public async Task A_second_host_on_the_folder_is_refused_with_the_folder_and_the_owner()
    {
        using var folder = new TemporaryFolder();
        await using var first = await StartAsync(folder["db"]);
        var refused = await Assert.ThrowsAsync<PostgresDirectoryInUseException>(() => StartAsync(folder["db"]));
        Assert.Contains(folder["db"], refused.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await AskAsync(first, "SELECT 1"));
    }

    [Fact]
    public async Task A_command_uses_the_server_of_a_running_portal_and_leaves_it_running()
    {
        using var folder = new TemporaryFolder();
        await using var portal = await StartAsync(folder["db"]);
        await using (var command = await EmbeddedPostgres.AttachOrStartAsync(Options(folder["db"]), Cancel))
        {
            Assert.False(command.IsOwner);
            Assert.Equal(portal.Port, command.Port);
            Assert.Equal(1, await AskAsync(command, "SELECT 1"));
        }

        Assert.Equal(1, await AskAsync(portal, "SELECT 1"));
    }

    [Fact]
    public async Task A_command_without_a_portal_starts_a_server_for_itself()
    {
        using var folder = new TemporaryFolder();
        await using var command = await EmbeddedPostgres.AttachOrStartAsync(Options(folder["db"]), Cancel);
        Assert.True(command.IsOwner);
    }

    [Fact]
    public async Task Two_folders_have_separate_servers()
    {
        using var folder = new TemporaryFolder();
        await using var one = await StartAsync(folder["one"]);
        await using var two = await StartAsync(folder["two"]);
        Assert.NotEqual(one.Port, two.Port);
        await AskAsync(one, "CREATE TABLE mine ()");
        Assert.Equal(DBNull.Value, await AskAsync(two, "SELECT to_regclass('mine')::text"));
    }

    [Fact]
    public async Task Stopping_ends_the_process_and_frees_the_folder()
    {
        using var folder = new TemporaryFolder();
        var postgres = await StartAsync(folder["db"]);
        Assert.Contains(postgres.ProcessId!.Value, PostgresProcesses.On(postgres.DataDirectory));
        var ended = postgres.Ended;
        await postgres.DisposeAsync();

        Assert.Empty(PostgresProcesses.On(postgres.DataDirectory));
        Assert.False(File.Exists(Path.Combine(postgres.DataDirectory, "postmaster.pid")));
        Assert.Contains("database system is shut down", await ended, StringComparison.Ordinal);
        await (await StartAsync(folder["db"])).DisposeAsync();
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_an_open_transaction()
    {
        using var folder = new TemporaryFolder();
        var postgres = await StartAsync(folder["db"]);
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        var waited = Stopwatch.StartNew();
        await postgres.DisposeAsync();
        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), $"{waited.Elapsed}");
    }

    [Fact]
    public async Task A_killed_host_ends_its_server_and_loses_nothing_committed()
    {
        using var folder = new TemporaryFolder();
        using var host = await ChildHost.StartAsync(folder["db"]);
        await using (var command = await EmbeddedPostgres.AttachOrStartAsync(Options(folder["db"]), Cancel))
        {
            Assert.False(command.IsOwner);
            await AskAsync(command, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n");
        }

        await host.EndAsync(Posix.Kill);
        await EventuallyAsync(() => PostgresProcesses.On(Path.Combine(folder["db"], "cluster")).Count == 0);

        await using var next = await StartAsync(folder["db"]);
        Assert.Equal(1000L, await AskAsync(next, "SELECT count(*) FROM kept"));
    }

    [Fact]
    public async Task A_server_that_outlived_its_host_is_ended_before_the_next_start()
    {
        using var folder = new TemporaryFolder();
        using var host = await ChildHost.StartAsync(folder["db"]);

        // Frozen, it cannot follow the signal of its dying parent before the next host comes.
        Posix.Signal(host.Postmaster, Stop);
        await host.EndAsync(Posix.Kill);
        var next = StartAsync(folder["db"]);
        await Task.Delay(300, Cancel);
        Assert.False(next.IsCompleted);
        Posix.Signal(host.Postmaster, Continue);

        await using var postgres = await next;
        Assert.NotEqual(host.Postmaster, postgres.ProcessId);
        Assert.Equal(1, await AskAsync(postgres, "SELECT 1"));
    }

    [Fact]
    public async Task A_server_that_was_killed_with_its_host_recovers()
    {
        using var folder = new TemporaryFolder();
        using var host = await ChildHost.StartAsync(folder["db"]);
        await using (var command = await EmbeddedPostgres.AttachOrStartAsync(Options(folder["db"]), Cancel))
        {
            await AskAsync(command, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n");
        }

        Posix.Signal(host.Postmaster, Posix.Kill);
        await host.EndAsync(Posix.Kill);

        await using var next = await StartAsync(folder["db"]);
        Assert.Equal(1000L, await AskAsync(next, "SELECT count(*) FROM kept"));
    }

    [Fact]
    public async Task A_killed_server_is_started_again_on_its_port_within_seconds_and_keeps_its_rows()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await EmbeddedPostgres.StartAsync(
            Options(folder["db"]) with
            {
                Durable = true,
            },
            Cancel
        );
        await AskAsync(postgres, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n");
        var restarted = new TaskCompletionSource<int>();
        postgres.Restarted += restarted.SetResult;
        var (killed, port) = (postgres.ProcessId!.Value, postgres.Port);

        Posix.Signal(killed, Posix.Kill);
        Assert.Equal(1, await restarted.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal(1000L, await AskAsync(postgres, "SELECT count(*) FROM kept"));
        Assert.Equal(port, postgres.Port);
        Assert.NotEqual(killed, postgres.ProcessId);
        Assert.False(postgres.Ended.IsCompleted);
    }

    [Fact]
    public async Task A_server_that_does_not_stay_up_is_given_up_with_the_end_of_its_log()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await EmbeddedPostgres.StartAsync(
            Options(folder["db"]) with
            {
                RestartPauses = [TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10)],
            },
            Cancel
        );
        await File.AppendAllTextAsync(
            Path.Combine(postgres.DataDirectory, "postgresql.conf"),
            "no_such_setting = 1\n",
            Cancel
        );
        Posix.Signal(postgres.ProcessId!.Value, Posix.Kill);
        Assert.Contains(
            "no_such_setting",
            await postgres.Ended.WaitAsync(TimeSpan.FromSeconds(20), Cancel),
            StringComparison.Ordinal
        );
        Assert.Empty(PostgresProcesses.On(postgres.DataDirectory));
    }

    [Fact]
    public async Task A_pid_file_with_the_id_of_another_process_does_not_stop_the_start()
    {
        using var folder = new TemporaryFolder();
        var postgres = await StartAsync(folder["db"]);
        await postgres.DisposeAsync();
        var stale = Path.Combine(postgres.DataDirectory, "postmaster.pid");
        await File.WriteAllTextAsync(stale, $"{Environment.ProcessId}\n{postgres.DataDirectory}\n", Cancel);

        await using var next = await StartAsync(folder["db"]);
        Assert.Equal(1, await AskAsync(next, "SELECT 1"));
    }

    [Fact]
    public async Task An_interrupted_creation_starts_over()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder["db"], "cluster.new", "base"));
        await using var postgres = await StartAsync(folder["db"]);
        Assert.False(Directory.Exists(Path.Combine(folder["db"], "cluster.new")));
    }

    [Fact]
    public async Task A_host_that_is_told_to_end_stops_its_server()
    {
        using var folder = new TemporaryFolder();
        using var host = await ChildHost.StartAsync(folder["db"]);
        Assert.Equal(0, await host.EndAsync(Terminate));
        Assert.Empty(PostgresProcesses.On(Path.Combine(folder["db"], "cluster")));
        Assert.False(File.Exists(Path.Combine(folder["db"], "cluster", "postmaster.pid")));
    }

    [Fact]
    public async Task The_interrupt_of_a_terminal_does_not_reach_the_server()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await StartAsync(folder["db"]);
        var session = (await File.ReadAllTextAsync($"/proc/{postgres.ProcessId}/stat", Cancel))
            .Split(") ")[1]
            .Split(' ')[3];
        Assert.Equal(postgres.ProcessId!.Value.ToString(CultureInfo.InvariantCulture), session);
    }

    [Fact]
    public async Task A_failed_start_shows_the_log()
    {
        using var folder = new TemporaryFolder();
        var postgres = await StartAsync(folder["db"]);
        await postgres.DisposeAsync();
        await File.AppendAllTextAsync(
            Path.Combine(postgres.DataDirectory, "postgresql.conf"),
            "no_such_setting = 1\n",
            Cancel
        );

        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync(folder["db"]));
        Assert.Contains("no_such_setting", refused.Message, StringComparison.Ordinal);
        Assert.Contains(folder["db"], refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_folder_of_programs_is_named_with_its_setting()
    {
        using var folder = new TemporaryFolder();
        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(() =>
            EmbeddedPostgres.StartAsync(Options(folder["db"]) with { Binaries = folder["none"] }, Cancel)
        );
        Assert.Contains("Governance:PostgresBinaries", refused.Message, StringComparison.Ordinal);
        Assert.Contains(folder["none"], refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Root_hands_the_server_to_an_ordinary_user()
    {
        Assert.SkipUnless(
            Environment.IsPrivilegedProcess,
            "The tests do not run as root; the other tests here cover an ordinary user."
        );
        using var folder = new TemporaryFolder();
        await using var postgres = await StartAsync(folder["db"]);
        var status = await File.ReadAllLinesAsync($"/proc/{postgres.ProcessId}/status", Cancel);
        Assert.Contains("Uid:\t65534\t65534\t65534\t65534", status);
        Assert.Contains("CapEff:\t0000000000000000", status);
        Assert.Contains("NoNewPrivs:\t1", status);
    }

    [Fact]
    public async Task Root_may_keep_its_data_below_a_closed_folder()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root hands its server to another user.");
        using var folder = new TemporaryFolder(Posix.Private);
        await using var postgres = await StartAsync(folder["db"]);
        Assert.Equal(1, await AskAsync(postgres, "SELECT 1"));
        Assert.Equal(Posix.Private, File.GetUnixFileMode(folder.Path));
    }

    [Fact]
    public async Task Root_takes_over_the_folder_of_an_ordinary_user_and_gives_it_back()
    {
        const int someone = 65534;
        Assert.SkipUnless(
            Environment.IsPrivilegedProcess,
            "Only root can become another user; the other tests here cover an ordinary user."
        );
        Assert.SkipUnless(
            await CanReadAsync(AppContext.BaseDirectory),
            "The build lies in a folder that is closed to other users."
        );
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["db"]);
        Posix.ChangeOwner(folder["db"], someone, someone);
        using (var host = await ChildHost.StartAsync(folder["db"], someone))
        {
            Assert.Equal(0, await host.EndAsync(Terminate));
        }

        await using (var postgres = await StartAsync(folder["db"]))
        {
            Assert.Equal(1, await AskAsync(postgres, "SELECT 1"));
        }
    }

    [Fact]
    public async Task Runs_on_the_oldest_supported_version()
    {
        Assert.SkipUnless(File.Exists($"{DebianBinaries}/postgres"), "Debian's postgresql-15 is not installed.");
        using var folder = new TemporaryFolder();
        var options = Options(folder["db"]) with { Binaries = DebianBinaries };
        await using (var postgres = await EmbeddedPostgres.StartAsync(options, Cancel))
        {
            Assert.StartsWith(
                "15.",
                (string)(await AskAsync(postgres, "SHOW server_version"))!,
                StringComparison.Ordinal
            );
            Assert.Equal("UTF8", await AskAsync(postgres, "SHOW server_encoding"));
        }

        await using (var again = await EmbeddedPostgres.StartAsync(options, Cancel))
        {
            Assert.Equal(1, await AskAsync(again, "SELECT 1"));
        }

        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync(folder["db"]));
        Assert.Contains("written by PostgreSQL 15", refused.Message, StringComparison.Ordinal);
    }

    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>Fast where durability is not the question; <see cref="ChildHost"/> runs with the defaults.</summary>
    private static EmbeddedPostgresOptions Options(string directory) =>
        new() { Directory = directory, Durable = false };

    private static Task<EmbeddedPostgres> StartAsync(string directory) =>
        EmbeddedPostgres.StartAsync(Options(directory), Cancel);

    private static async Task<object?> AskAsync(EmbeddedPostgres postgres, string query)
    {
        // No pool, because a pooled connection to a restarted server at the same address does not work.
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private static async Task<bool> CanReadAsync(string folder) =>
        (
            await CommandLine.RunAsync(
                "setpriv",
                ["--reuid", "65534", "--regid", "65534", "--clear-groups", "ls", folder],
                Cancel
            )
        ).ExitCode == 0;

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(15), "It does not happen.");
            await Task.Delay(50, Cancel);
        }
    }
}
