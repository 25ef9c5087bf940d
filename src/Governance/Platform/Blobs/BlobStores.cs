using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Governance.Platform.Blobs;

/// <summary>Opens the store that the settings name: the container if one is set, otherwise the folder.</summary>
public sealed class BlobStores(
    Storage storage,
    ScratchFolder scratch,
    IOptions<BlobsOptions> reserve,
    IOptions<AzureBlobsOptions> azure,
    TimeProvider time,
    ILoggerFactory logs
)
{
    /// <summary>The store of this installation.</summary>
    public IBlobStore Open() =>
        azure.Value.IsSet ? OpenAzure(azure.Value, AzureBlobsOptions.Section) : OpenFolder(storage.BlobFolder);

    /// <summary>All faults of the settings of a container, by the names of the settings; also that none are set.</summary>
    /// <param name="section">The settings' section, as messages name it.</param>
    public static IReadOnlyList<string> Faults(AzureBlobsOptions options, string section) =>
        options.IsSet
            ? [.. options.Faults(section)]
            : [$"Set {section}:{nameof(options.ConnectionString)} or {section}:{nameof(options.ServiceUri)}."];

    /// <summary>A store in a folder, which is created when it is missing.</summary>
    public IBlobStore OpenFolder(string folder) => new FolderBlobStore(folder, time, reserve.Value.ReserveBytes);

    /// <summary>A store in a container.</summary>
    /// <param name="section">The settings' section, as messages name it.</param>
    public IBlobStore OpenAzure(AzureBlobsOptions options, string section) =>
        new AzureBlobStore(
            AzureBlobContainer.Open(options, section),
            scratch,
            time,
            reserve.Value.ReserveBytes,
            logs.CreateLogger<AzureBlobStore>()
        );
}
