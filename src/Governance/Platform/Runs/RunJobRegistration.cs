using Microsoft.Extensions.DependencyInjection;

namespace Governance.Platform.Runs;

public static class RunJobRegistration
{
    /// <param name="readWith">The permission that reads what such a run is about.</param>
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
