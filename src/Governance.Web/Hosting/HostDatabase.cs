namespace Governance.Web.Hosting;

/// <summary>
/// The database of this host: the server in <c>ConnectionStrings:Governance</c>, or else the embedded server of the
/// installation. Disposed last, after everything that uses it.
/// </summary>
public sealed class HostDatabase : IAsyncDisposable
{
    /// <summary>The name of the connection string, for <c>configuration.GetConnectionString</c>.</summary>
    public const string Name = "Governance";

    /// <summary>The setting for a folder of PostgreSQL programs other than those that the build restored.</summary>
    public const string BinariesSetting = "Governance:PostgresBinaries";

    private HostDatabase(string connectionString, EmbeddedPostgres? embedded)
    {
        ConnectionString = connectionString;
        Embedded = embedded;
    }

    /// <summary>The connection string of EF Core and Hangfire.</summary>
    public string ConnectionString { get; }

    /// <summary>The embedded server; null when a server is configured.</summary>
    public EmbeddedPostgres? Embedded { get; }

    /// <summary>Opens the database and writes the connection string of an embedded one into the configuration.</summary>
    /// <param name="configuration">Read for the settings, and completed with the connection string.</param>
    /// <param name="directory">The installation.</param>
    /// <param name="mayShare">True for commands and workers, which may use a portal's server; a portal needs its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EmbeddedPostgresException">The embedded server does not start.</exception>
    public static async Task<HostDatabase> OpenAsync(
        IConfigurationManager configuration,
        InstallationDirectory directory,
        bool mayShare,
        CancellationToken cancellationToken = default
    )
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

    /// <summary>
    /// Logs each restart of the embedded server, and stops the host after the last failed attempt, because it cannot serve
    /// without its database.
    /// </summary>
    public void WatchFor(IHostApplicationLifetime lifetime, ILogger logger)
    {
        if (Embedded is not { IsOwner: true } embedded)
        {
            return;
        }

        embedded.Restarted += tries => HostingLog.DatabaseRestarted(logger, tries);
        _ = embedded.Ended.ContinueWith(
            ended =>
            {
                if (!lifetime.ApplicationStopping.IsCancellationRequested)
                {
                    var why = ended.Result.Contains("No space left on device", StringComparison.Ordinal)
                        ? " The disk is full."
                        : "";
                    Console.Error.WriteLine(
                        $"The embedded PostgreSQL ended and could not be restarted, so the host stops.{why} "
                            + $"See the end of {embedded.LogFile}"
                    );
                    Environment.ExitCode = 1;
                    lifetime.StopApplication();
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default
        );
    }

    /// <summary>Stops the embedded server if this host owns it.</summary>
    public ValueTask DisposeAsync() => Embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
