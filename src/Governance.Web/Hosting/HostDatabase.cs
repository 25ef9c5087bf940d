using Microsoft.Extensions.Configuration;

namespace Governance.Web.Hosting;

/// <summary>
/// The database of this run of the host: the server that <c>ConnectionStrings:Governance</c> names,
/// or else the embedded one of the installation. Disposed last, after everything that talks to it.
/// </summary>
public sealed class HostDatabase : IAsyncDisposable
{
    /// <summary>The connection string's name, as <c>configuration.GetConnectionString</c> takes it.</summary>
    public const string Name = "Governance";

    /// <summary>The setting that names other PostgreSQL programs than those restored by the build.</summary>
    public const string BinariesSetting = "Governance:PostgresBinaries";

    private HostDatabase(string connectionString, EmbeddedPostgres? embedded)
    {
        ConnectionString = connectionString;
        Embedded = embedded;
    }

    /// <summary>What EF Core and Hangfire connect with.</summary>
    public string ConnectionString { get; }

    /// <summary>The embedded server, or null where a server is configured.</summary>
    public EmbeddedPostgres? Embedded { get; }

    /// <summary>Opens the database and, where it is the embedded one, writes its connection string into the configuration.</summary>
    /// <param name="configuration">Read for the settings, and completed.</param>
    /// <param name="directory">The installation.</param>
    /// <param name="mayShare">True for commands and workers, which join a portal's server; a portal wants one of its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EmbeddedPostgresException">The embedded server does not start.</exception>
    public static async Task<HostDatabase> OpenAsync(
        IConfigurationManager configuration, InstallationDirectory directory, bool mayShare, CancellationToken cancellationToken = default)
    {
        if (configuration.GetConnectionString(Name) is { Length: > 0 } configured)
        {
            return new HostDatabase(configured, null);
        }

        var options = new EmbeddedPostgresOptions
        {
            Directory = directory.Postgres,
            Binaries = configuration[BinariesSetting] is { Length: > 0 } binaries ? binaries : null,
        };
        var embedded = mayShare
            ? await EmbeddedPostgres.AttachOrStartAsync(options, cancellationToken)
            : await EmbeddedPostgres.StartAsync(options, cancellationToken);
        configuration[$"ConnectionStrings:{Name}"] = embedded.ConnectionString;
        return new HostDatabase(embedded.ConnectionString, embedded);
    }

    /// <summary>Stops the host when the embedded server ends before it: without its database it serves nobody.</summary>
    public void WatchFor(IHostApplicationLifetime lifetime, ILogger logger)
    {
        _ = Embedded?.Ended.ContinueWith(
            ended =>
            {
                if (!lifetime.ApplicationStopping.IsCancellationRequested)
                {
                    HostingLog.DatabaseEnded(logger, ended.Result);
                    Environment.ExitCode = 1;
                    lifetime.StopApplication();
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    /// <summary>Stops the embedded server if this host owns it.</summary>
    public ValueTask DisposeAsync() => Embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}

internal static partial class HostingLog
{
    [LoggerMessage(Level = LogLevel.Critical, Message = "The embedded PostgreSQL ended; the host stops. The end of its log:\n{Log}")]
    public static partial void DatabaseEnded(ILogger logger, string log);
}
