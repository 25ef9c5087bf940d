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
    /// Tells of each new start of the embedded server, and stops the host where it was given up: without its database it serves
    /// nobody, and whoever runs the host may start it on a sound disk.
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
                        $"The embedded PostgreSQL ended and could not be started again, so the host stops.{why} "
                            + $"The reason stands at the end of {embedded.LogFile}"
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
