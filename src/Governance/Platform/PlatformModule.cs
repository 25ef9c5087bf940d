using Governance.Platform.Blobs;
using Governance.Platform.Outbound;
using Governance.Platform.Runs;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Governance.Platform;

/// <summary>Registers what every capability builds on: database, blob store, jobs, announcements.</summary>
public static class PlatformModule
{
    /// <summary>The assembly that contains the migrations.</summary>
    public const string MigrationsAssembly = "Governance.Migrations";

    /// <summary>The queues, in the order in which a worker checks them.</summary>
    public static readonly string[] Queues = ["default", "ingest", "gpu"];

    /// <summary>
    /// Registers the services of every process, with or without a worker; options are validated at the start.
    /// </summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, Storage storage)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(storage);
        services.AddPooledDbContextFactory<GovernanceDb>(options => Configure(options, storage.ConnectionString));
        services.AddScoped(p => p.GetRequiredService<IDbContextFactory<GovernanceDb>>().CreateDbContext());
        services.AddSingleton(_ => new ScratchFolder(storage.ScratchFolder));
        services
            .AddSettings<RunsOptions>(RunsOptions.Section)
            .Validate(o => o.MaxKills > 0, "Runs:MaxKills must be above zero.");
        services
            .AddSettings<TablesOptions>(TablesOptions.Section)
            .Validate(o => o.MaxColumns > 0, "Tables:MaxColumns must be above zero.")
            .Validate(
                o => o.MaxRowCharacters >= TablesOptions.LeastRowCharacters,
                $"Tables:MaxRowCharacters must be at least {TablesOptions.LeastRowCharacters}."
            );
        services
            .AddSettings<BlobsOptions>(BlobsOptions.Section)
            .Validate(
                o => o.ReserveBytes >= 0,
                $"{BlobsOptions.Section}:{nameof(BlobsOptions.ReserveBytes)} must not be negative."
            );
        services.AddSettings<AzureBlobsOptions>(AzureBlobsOptions.Section);
        services.AddSingleton<IValidateOptions<AzureBlobsOptions>, AzureBlobsRules>();
        services.AddSingleton<BlobStores>().AddSingleton(p => p.GetRequiredService<BlobStores>().Open());

        services.AddHangfire(hangfire =>
            hangfire
                .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
                .UseSimpleAssemblyNameTypeSerializer()
                .UseRecommendedSerializerSettings()
                .UseFilter(new AutomaticRetryAttribute { Attempts = 0 }) // the run row and the sweep decide on retries
                .UsePostgreSqlStorage(
                    postgres => postgres.UseNpgsqlConnection(storage.ConnectionString),
                    new PostgreSqlStorageOptions
                    {
                        SchemaName = "hangfire",
                        QueuePollInterval = TimeSpan.FromSeconds(1),
                        UseSlidingInvisibilityTimeout = true,
                    }
                )
        );

        services
            .AddSingleton<PortalDatabase>()
            .AddSingleton<JobRuns>()
            .AddSingleton<BlobReferences>()
            .AddSingleton<BlobClaim>()
            .AddSingleton<BlobSweep>();
        services.AddTransient<RunDispatcher>();
        services.AddSingleton<Announcements>().AddSingleton<RunFeed>();
        services.AddOutbound();
        services.AddPermissions(PlatformPolicies.All);
        return services;
    }

    /// <summary>Options from a section of the configuration; the migration tools have no configuration.</summary>
    private static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, string section)
        where T : class =>
        services
            .AddOptions<T>()
            .Configure<IServiceProvider>(
                (options, provider) => provider.GetService<IConfiguration>()?.GetSection(section).Bind(options)
            )
            .ValidateOnStart();

    /// <summary>Configures a context. The host, the design tools and the tests all use it.</summary>
    public static void Configure(DbContextOptionsBuilder options, string connectionString) =>
        options
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsAssembly(MigrationsAssembly))
            .UseSnakeCaseNamingConvention()
            // A failed command throws, and its caller returns a refusal or logs it: EF Core need not log it as an error too.
            .ConfigureWarnings(warnings =>
                warnings.Log(
                    (RelationalEventId.CommandError, LogLevel.Debug),
                    (CoreEventId.SaveChangesFailed, LogLevel.Debug)
                )
            )
            .AddInterceptors(new TextGuard(), new LedgerGuard());

    /// <summary>
    /// Makes this process a worker: it runs jobs from the queues, queues stale runs again, and deletes content that nothing
    /// refers to.
    /// </summary>
    public static IServiceCollection AddWorker(this IServiceCollection services, int workers)
    {
        services.AddHangfireServer(server =>
        {
            server.Queues = Queues;
            server.WorkerCount = workers;
            server.ServerName = $"{Environment.MachineName}:{Environment.ProcessId}";
        });
        return services.AddHostedService<RunSweep>().AddHostedService(p => p.GetRequiredService<BlobSweep>());
    }
}
