using Microsoft.Extensions.DependencyInjection;

namespace Governance.Platform.Blobs;

/// <summary>Registers the columns that refer to content.</summary>
public static class BlobColumnRegistration
{
    /// <summary>Registers a column that refers to blobs.</summary>
    /// <param name="expression">SQL for the digest of a row; null for the column itself.</param>
    /// <param name="when">SQL condition of the rows that refer to blobs; null for all.</param>
    public static IServiceCollection AddBlobColumn(
        this IServiceCollection services,
        string table,
        string column,
        string? expression = null,
        string? when = null
    ) => services.AddSingleton(new BlobColumn(table, column, expression, when));

    /// <summary>Registers columns with digests of something else than blobs.</summary>
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
