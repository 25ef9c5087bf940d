using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Governance.Tests.Platform.Blobs;

internal sealed class ContainerUnderTest : StoreUnderTest
{
    private readonly DirectoryInfo _own = Directory.CreateTempSubdirectory("governance-store-");
    private readonly List<(string Name, BinaryData Content, IDictionary<string, string> Metadata)> _aside = [];

    private ContainerUnderTest(string connectionString, string name)
    {
        (ConnectionString, Name) = (connectionString, name);
        Client = new BlobServiceClient(connectionString).GetBlobContainerClient(name);
        Scratch = new(Path.Combine(_own.FullName, "scratch"));
    }

    public string ConnectionString { get; }
    public string Name { get; }
    public BlobContainerClient Client { get; }
    public ScratchFolder Scratch { get; }

    public override (string Key, string Value)[] Settings =>
        [("Governance:Blobs:ConnectionString", ConnectionString), ("Governance:Blobs:Container", Name)];

    public static async Task<ContainerUnderTest> CreateAsync(string connectionString)
    {
        var container = new ContainerUnderTest(connectionString, Azurite.NewContainer());
        await container.Client.CreateAsync();
        return container;
    }

    public override void Register(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton(p => Open(p.GetRequiredService<TimeProvider>())));

    public override IBlobStore Open(TimeProvider? time = null) => Open(time, null);

    /// <param name="through">The account by another way, such as a proxy.</param>
    public IBlobStore Open(TimeProvider? time, int? blockSize, BlockCount? blocks = null, string? through = null) =>
        AzureStores.Open(through ?? ConnectionString, Name, Scratch, time ?? TimeProvider.System, blockSize, blocks);

    public override async Task<string?> OwnerAsync()
    {
        try
        {
            return (await Client.GetBlobClient("owner").DownloadContentAsync()).Value.Content.ToString();
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    public override async Task WriteOwnerAsync(string? text)
    {
        var owner = Client.GetBlobClient("owner");
        if (text is null)
            await owner.DeleteIfExistsAsync();
        else
            await owner.UploadAsync(BinaryData.FromString(text), overwrite: true);
    }

    public override async Task<HashSet<string>> DigestsAsync() =>
        await Client.GetBlobsAsync().Select(b => b.Name).Where(n => n.Length == 64).ToHashSetAsync();

    public override async Task<IReadOnlyList<string>> LeftoversAsync()
    {
        var uncommitted = new GetBlobsOptions { States = BlobStates.Uncommitted };
        var all = await Client.GetBlobsAsync(uncommitted).Select(b => b.Name).ToListAsync();
        return [.. all.Except(await DigestsAsync()).Where(n => n != "owner"), .. Scratch.Held()];
    }

    /// <summary>Blocks that an interrupted client has sent, once the requests that were on their way have arrived.</summary>
    public async Task<int> SettledAsync(string digest)
    {
        for (var (before, now) = (-1, await StagedAsync(digest)); ; (before, now) = (now, await StagedAsync(digest)))
        {
            if (before == now)
                return now;
            await Task.Delay(200);
        }
    }

    /// <summary>Blocks that were sent and never made a blob.</summary>
    public async Task<int> StagedAsync(string digest)
    {
        try
        {
            var list = await Client.GetBlockBlobClient(digest).GetBlockListAsync(BlockListTypes.Uncommitted);
            return list.Value.UncommittedBlocks.Count();
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return 0;
        }
    }

    public override Task DamageAsync(string digest, byte[] bytes) =>
        Client.GetBlobClient(digest).UploadAsync(BinaryData.FromBytes(bytes), overwrite: true);

    public override async Task TakeAwayAsync()
    {
        await foreach (var item in Client.GetBlobsAsync())
        {
            var blob = Client.GetBlobClient(item.Name);
            var content = (await blob.DownloadContentAsync()).Value;
            _aside.Add((item.Name, content.Content, content.Details.Metadata));
            await blob.DeleteAsync();
        }
    }

    public override async Task BringBackAsync()
    {
        await foreach (var item in Client.GetBlobsAsync())
            await Client.DeleteBlobAsync(item.Name);
        foreach (var (name, content, metadata) in _aside)
            await Client.GetBlobClient(name).UploadAsync(content, new BlobUploadOptions { Metadata = metadata });
        _aside.Clear();
    }

    public override async ValueTask DisposeAsync()
    {
        await Client.DeleteIfExistsAsync();
        Scratch.Dispose();
        _own.Delete(recursive: true);
    }
}
