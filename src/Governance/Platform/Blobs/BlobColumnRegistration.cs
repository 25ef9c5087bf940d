using Microsoft.Extensions.DependencyInjection;

namespace Governance.Platform.Blobs;

public static class BlobColumnRegistration
{
    /// <summary>A column that names blobs.</summary>
    public static IServiceCollection AddBlobColumn(
        this IServiceCollection services,
        string table,
        string column,
        string? expression = null,
        string? when = null
    ) => services.AddSingleton(new BlobColumn(table, column, expression, when));

    /// <summary>Digests of a table that name no blob.</summary>
    public static IServiceCollection AddOtherDigests(
        this IServiceCollection services,
        string table,
        params string[] columns
    )
    {
        foreach (var column in columns)
            services.AddSingleton(new BlobColumn(table, column, NamesBlob: false));
        return services;
    }
}
