using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Governance.Catalog;

/// <summary>Registers the capability: datasets, versions, recordings, samples and exports.</summary>
public static class CatalogModule
{
    /// <summary>Adds the doors, the subject holdings, the columns of content digests and the permissions.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services) =>
        services
            .AddSingleton<Datasets>()
            .AddSingleton<SeriesQuery>()
            .AddSingleton<AlignedSamples>()
            .AddSingleton<SampleCompleteness>()
            .AddSingleton<Recordings>()
            .AddSingleton<DatasetVersions>()
            .AddSingleton<ExportTools>()
            .AddSingleton<Exports>()
            .AddSingleton<SubjectHoldings>()
            .AddRecalls()
            .AddSubjectHolding<SampleHolding>()
            .AddSubjectHolding<RecordingHolding>()
            .AddSubjectHolding<VersionHolding>()
            .AddSubjectHolding<ExportHolding>()
            .AddBlobColumn("sample_parts", "digest")
            .AddBlobColumn("sample_parts", "thumbnail_digest")
            .AddBlobColumn("recording_streams", "data_digest")
            .AddBlobColumn("recording_streams", "pyramid_digest")
            .AddOtherDigests("dataset_versions", "recipe_digest", "manifest_digest", "split_digest")
            .AddOtherDigests("exports", "manifest_digest")
            .AddOtherDigests("derivations", "output_digest", "input_digest")
            .AddPermissions(CatalogPolicies.All);

    /// <summary>Makes this process send the notices to recipients that are due.</summary>
    public static IServiceCollection AddRecallSweep(this IServiceCollection services) =>
        services.AddHostedService<RecallSweep>();

    private static IServiceCollection AddRecalls(this IServiceCollection services)
    {
        // The host adds where the keys are kept.
        services.AddDataProtection();
        services
            .AddOptions<RecallOptions>()
            .Configure<IServiceProvider>(
                (options, provider) =>
                    provider.GetService<IConfiguration>()?.GetSection(RecallOptions.Section).Bind(options)
            )
            .ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<RecallOptions>, RecallOptionsRules>()
            .AddSingleton<ContactRules>()
            .AddSingleton<RecallTools>()
            .AddSingleton<RecallWriter>()
            .AddSingleton<RecallNotices>()
            .AddSingleton<RecallSender>()
            .AddSingleton<IRecipientNotices>(services => services.GetRequiredService<RecallSender>());
    }
}
