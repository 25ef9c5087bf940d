using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Governance.Ingestion;

/// <summary>Imports: their doors, their job, and the source data that a withdrawal erases.</summary>
public static class IngestionModule
{
    /// <summary>Registers the doors, the import job and what a withdrawal erases here.</summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<IngestionOptions>()
            .Bind(configuration.GetSection(IngestionOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<IngestionOptions>, IngestionOptionsRules>();
        services.AddSingleton<ImportTools>();
        services.AddSingleton<Imports>();
        services.AddSingleton<ServerFolders>();
        services.AddRunJob<ImportJob>(ImportJob.Kind, CatalogPolicies.Read, "ingest");
        services.AddSingleton<ImportsNaming>();
        services.AddSubjectHolding<SourceHolding>();
        services.AddBlobColumn("imports", "location", when: "source <> 'Folder' AND source_erased_at IS NULL");
        services.AddBlobColumn("imported_files", "result_digest");
        services.AddBlobColumn("imported_files", "facts", "facts ->> 'thumbnailDigest'");
        services.AddOtherDigests("imports", "map_digest").AddOtherDigests("imported_files", "source_digest");
        // Content to delete, so it must not keep the content from being deleted.
        services.AddOtherDigests("import_discards", "digest");
        return services.AddPermissions(IngestionPolicies.All);
    }
}
