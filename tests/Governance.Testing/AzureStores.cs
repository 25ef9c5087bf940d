using Azure.Core;
using Azure.Storage.Blobs;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Governance.Testing;

/// <summary>Opens stores in Azurite as the product does, with a block size for tests and a counter of requests.</summary>
public static class AzureStores
{
    public static IBlobStore Open(
        string connectionString,
        string container,
        ScratchFolder scratch,
        TimeProvider time,
        int? blockSize = null,
        BlockCount? blocks = null
    )
    {
        var options = AzureBlobContainer.ClientOptions();
        if (blocks is not null)
            options.AddPolicy(blocks, HttpPipelinePosition.PerCall);
        var client = new BlobServiceClient(connectionString, options).GetBlobContainerClient(container);
        var setting = $"{AzureBlobsOptions.Section}:{nameof(AzureBlobsOptions.ConnectionString)}";
        return new AzureBlobStore(new(client, setting), scratch, time, reserve: 0, NullLogger<AzureBlobStore>.Instance)
        {
            BlockSize = blockSize ?? AzureBlobStore.DefaultBlockSize,
        };
    }
}
