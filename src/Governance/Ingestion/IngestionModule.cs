using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Governance.Ingestion;

/// <summary>Bringing recordings in: the desk where an import is started, and the job that does it.</summary>
public static class IngestionModule
{
    public static IServiceCollection AddIngestion(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IngestionOptions>().Bind(configuration.GetSection(IngestionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IngestionOptions>, IngestionOptionsRules>();
        services.AddSingleton<ImportDesk>();
        services.AddSingleton<ImportJournal>();
        services.AddSingleton<FolderShelf>();
        services.AddRunJob<ImportJob>(ImportJob.Kind, "ingest");
        return services.AddPermissions(IngestionPolicies.All);
    }
}
