using Governance.Catalog.Series;
using Governance.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Catalog;

public static class CatalogModule
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddSingleton<DatasetShelf>()
        .AddSingleton<SeriesQuery>()
        .AddSingleton<SampleCatalog>()
        .AddSingleton<SampleCensus>()
        .AddSingleton<RecordingShelf>()
        .AddSingleton<VersionShelf>()
        .AddSingleton<ExportDesk>()
        .AddSingleton<SubjectHoldings>()
        .AddPermissions(CatalogPolicies.All);
}
