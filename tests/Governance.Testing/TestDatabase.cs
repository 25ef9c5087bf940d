using System.Collections.Concurrent;
using Governance.Web.Hosting;
using Npgsql;

namespace Governance.Testing;

/// <summary>
/// One real PostgreSQL for a test process and a database of its own for every test. Declare it once in a test project with
/// <c>[assembly: AssemblyFixture(typeof(TestDatabase))]</c> and take it as a constructor argument.
/// The server starts with the first database, so tests without one do not wait for it.
/// <c>Governance__PostgresBinaries</c> in the environment runs the tests on another version.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Prefix = "governance-tests-";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"{Prefix}{Guid.CreateVersion7():N}");
    private readonly Lazy<Task<EmbeddedPostgres>> _server;
    private readonly ConcurrentDictionary<string, Lazy<Task>> _templates = new();

    /// <summary>Starts nothing yet.</summary>
    public TestDatabase() => _server = new(StartAsync);

    /// <summary>
    /// Called before each try to start a killed server again, for tests that decide when it restarts. Null: it restarts as in
    /// an installation.
    /// </summary>
    public TimeSpan? RestartPause { get; init; }

    /// <summary>Makes a template once for the process: later calls with the same name wait for the first.</summary>
    /// <param name="template">A name in lower case, such as <c>schema</c>.</param>
    /// <param name="migrate">Creates the schema in an empty database, given its connection string.</param>
    public Task EnsureTemplateAsync(string template, Func<string, Task> migrate) =>
        _templates.GetOrAdd(template, name => new(() => BuildTemplateAsync(name, migrate))).Value;

    /// <summary>Creates a database for the caller: a copy of the template, or an empty one.</summary>
    /// <returns>Its connection string, as its owner (no superuser).</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"test_{Guid.CreateVersion7():N}";
        var from = template is null ? "template1" : TemplateName(template);
        await AdministerAsync($"CREATE DATABASE {name} OWNER governance TEMPLATE {from}");
        return await ConnectionStringAsync(name);
    }

    /// <summary>Drops a database before the end of the process, for tests that make large ones.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        await using var pool = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pool);
        await AdministerAsync(
            $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)"
        );
    }

    /// <summary>Stops the server and removes it with all its databases.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            try
            {
                await (await _server.Value).DisposeAsync();
            }
            finally
            {
                Directory.Delete(_folder, recursive: true);
            }
        }
    }

    private Task<EmbeddedPostgres> StartAsync()
    {
        RemoveLeftovers();
        var options = new EmbeddedPostgresOptions
        {
            Directory = _folder,
            Binaries = Environment.GetEnvironmentVariable("Governance__PostgresBinaries") is { Length: > 0 } binaries
                ? binaries
                : null,
            Durable = false,
            MaxConnections = 500,
        };
        return EmbeddedPostgres.StartAsync(
            RestartPause is { } pause ? options with { RestartPauses = [.. Enumerable.Repeat(pause, 10_000)] } : options
        );
    }

    private async Task BuildTemplateAsync(string template, Func<string, Task> migrate)
    {
        var name = TemplateName(template);
        await AdministerAsync($"CREATE DATABASE {name} OWNER governance");
        await migrate(await ConnectionStringAsync(name, pooling: false));

        // A template is copied only while nobody is connected to it.
        await AdministerAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        await AdministerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    }

    private static string TemplateName(string template) => $"template_{template}";

    private async Task<string> ConnectionStringAsync(string database, bool pooling = true) =>
        new NpgsqlConnectionStringBuilder((await _server.Value).ConnectionString)
        {
            Database = database,
            Pooling = pooling,
            // Hundreds of databases share one server's connections.
            MaxPoolSize = 20,
            ConnectionIdleLifetime = 5,
            ConnectionPruningInterval = 1,
            IncludeErrorDetail = true,
        }.ConnectionString;

    /// <summary>The server itself, for tests that end it.</summary>
    public Task<EmbeddedPostgres> ServerAsync() => _server.Value;

    /// <summary>Runs a statement as superuser.</summary>
    /// <param name="statement">SQL.</param>
    /// <param name="database">The database to run it in; null for the server's own.</param>
    public async Task AdministerAsync(string statement, string? database = null)
    {
        var builder = new NpgsqlConnectionStringBuilder((await _server.Value).AdministrationConnectionString);
        if (database is not null)
        {
            builder.Database = database;
            builder.Pooling = false;
        }

        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A test process that was killed leaves its folder; its lock is free then.</summary>
    private static void RemoveLeftovers()
    {
        foreach (var leftover in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Prefix}*"))
        {
            try
            {
                using (
                    new FileStream(
                        Path.Combine(leftover, "host.lock"),
                        FileMode.Open,
                        FileAccess.ReadWrite,
                        FileShare.None
                    )
                )
                {
                    Directory.Delete(leftover, recursive: true);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // In use, just being made, or another user's.
            }
        }
    }
}
