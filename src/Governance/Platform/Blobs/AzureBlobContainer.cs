using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Governance.Platform.Blobs;

/// <summary>
/// A container of Azure Blob Storage, and the meaning of its failures. The client retries requests, so a request that fails
/// has failed for a few seconds: the account does not answer, or rejects the credentials.
/// </summary>
/// <param name="Client">With the retry policy of <see cref="ClientOptions"/>.</param>
/// <param name="Setting">The setting that holds the credentials, as messages name it.</param>
internal sealed record AzureBlobContainer(BlobContainerClient Client, string Setting)
{
    /// <summary>Opens no connection yet; the settings have been validated.</summary>
    /// <param name="client">Other options than <see cref="ClientOptions"/>, for an account with a certificate of its own.</param>
    public static AzureBlobContainer Open(AzureBlobsOptions options, string section, BlobClientOptions? client = null)
    {
        client ??= ClientOptions();
        var account = options.ConnectionString is { Length: > 0 } secret
            ? new BlobServiceClient(secret, client)
            : new BlobServiceClient(new Uri(options.ServiceUri!), Identity(options), client);
        return new(account.GetBlobContainerClient(options.Container), options.CredentialSetting(section));
    }

    /// <summary>
    /// About four seconds of retries: longer than a moved partition or a throttled account needs, and short enough for a
    /// person who waits. A job that meets a longer fault is queued again.
    /// </summary>
    public static BlobClientOptions ClientOptions() =>
        new()
        {
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = 4,
                Delay = TimeSpan.FromMilliseconds(250),
                MaxDelay = TimeSpan.FromSeconds(5),
                NetworkTimeout = TimeSpan.FromSeconds(60),
            },
            // The default waits for an unreachable machine until the network times out.
            Transport = new HttpClientTransport(
                new HttpClient(
                    new SocketsHttpHandler
                    {
                        ConnectTimeout = TimeSpan.FromSeconds(5),
                        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                        AllowAutoRedirect = false,
                    }
                )
                {
                    Timeout = Timeout.InfiniteTimeSpan,
                }
            ),
        };

    public BlockBlobClient Blob(string name) => Client.GetBlockBlobClient(name);

    /// <summary>Makes a request, and throws its faults as the store's exceptions; bugs are thrown unchanged.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> request, CancellationToken ct)
    {
        try
        {
            return await request();
        }
        catch (Exception failure) when (!ct.IsCancellationRequested && FaultOf(failure) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Makes a request for a caller that cannot wait asynchronously.</summary>
    public T Ask<T>(Func<T> request)
    {
        try
        {
            return request();
        }
        catch (Exception failure) when (FaultOf(failure) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>The fault of a failed request; null when the caller decides: no such blob, a condition that is not met.</summary>
    private Exception? FaultOf(Exception failure) =>
        failure switch
        {
            RequestFailedException answered => FaultOf(answered),
            AuthenticationFailedException => new BlobStoreRefusedException(Setting, failure),
            // Every try failed; the last one has the most information.
            AggregateException tries => tries.InnerExceptions.Select(FaultOf).LastOrDefault(f => f is not null),
            OperationCanceledException or HttpRequestException or IOException => new BlobStoreUnavailableException(
                failure
            ),
            _ => null,
        };

    private Exception? FaultOf(RequestFailedException answered)
    {
        if (answered.ErrorCode == BlobErrorCode.ContainerNotFound)
            return new BlobFolderNotInPlaceException();
        if (answered.ErrorCode == BlobErrorCode.ContainerBeingDeleted)
            return new BlobStoreUnavailableException(answered);
        return answered.Status switch
        {
            401 or 403 => new BlobStoreRefusedException(Setting, answered),
            0 or 408 or 429 or >= 500 => new BlobStoreUnavailableException(answered),
            _ => null,
        };
    }

    /// <summary>
    /// A configured identity is the only one that is tried, so that a missing one is noticed. Otherwise the environment, a
    /// workload identity, the machine's managed identity and the Azure CLI are tried, but no developer tools.
    /// </summary>
    private static TokenCredential Identity(AzureBlobsOptions options) =>
        options.ManagedIdentityClientId is { Length: > 0 } client
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client))
            : new DefaultAzureCredential(
                new DefaultAzureCredentialOptions
                {
                    ExcludeVisualStudioCredential = true,
                    ExcludeVisualStudioCodeCredential = true,
                    ExcludeAzurePowerShellCredential = true,
                    ExcludeAzureDeveloperCliCredential = true,
                    ExcludeInteractiveBrowserCredential = true,
                    ExcludeBrokerCredential = true,
                }
            );
}
