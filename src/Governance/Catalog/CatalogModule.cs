using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.Extensions.DependencyInjection;

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
            .AddSubjectHolding<SampleHolding>()
            .AddSubjectHolding<RecordingHolding>()
            .AddSubjectHolding<VersionHolding>()
            .AddSubjectHolding<ExportHolding>()
            .AddBlobColumn("sample_parts", "digest")
            .AddBlobColumn("sample_parts", "thumbnail_digest")
            .AddBlobColumn("recording_streams", "data_digest")
            .AddBlobColumn("recording_streams", "pyramid_digest")
            .AddOtherDigests("dataset_versions", "recipe_digest", "manifest_digest")
            .AddOtherDigests("exports", "manifest_digest")
            .AddOtherDigests("derivations", "output_digest", "input_digest")
            .AddPermissions(CatalogPolicies.All);
}
