using Microsoft.Extensions.DependencyInjection;

namespace Governance.Platform.Runs;

/// <summary>Registers jobs.</summary>
public static class RunJobRegistration
{
    /// <summary>Registers a job for a kind of run.</summary>
    /// <param name="kind">Stored with each run; it never changes.</param>
    /// <param name="readWith">The permission that allows reading what such a run is about.</param>
    /// <param name="queue">One of <see cref="PlatformModule.Queues"/>.</param>
    public static IServiceCollection AddRunJob<TJob>(
        this IServiceCollection services,
        string kind,
        string readWith,
        string queue = "default"
    )
        where TJob : class, IRunJob
    {
        // A run of the job stores messages that are declared beside it.
        MessageCatalogue.Add(typeof(TJob).Assembly);
        services.AddScoped<TJob>();
        return services.AddSingleton(new RunKind(kind, typeof(TJob), readWith, queue));
    }
}
