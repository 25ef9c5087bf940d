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

/// <summary>
/// A store as whoever runs the portal has it in hand: its mark can be overwritten, its content damaged, emptied and brought
/// back. The same tests run on a folder and on a container of a real Azurite.
/// </summary>
internal abstract class StoreUnderTest : IAsyncDisposable
{
    public const string Folder = "folder";
    public const string Azure = "azure";

    public static async Task<StoreUnderTest> OpenAsync(string kind, Azurite azurite) =>
        kind == Folder
            ? new FolderUnderTest()
            : await ContainerUnderTest.CreateAsync(await azurite.ConnectionStringAsync());

    /// <summary>Makes an <see cref="Ingestion.ImportLab"/> use this store.</summary>
    public virtual (string Key, string Value)[] Settings => [];

    /// <summary>Makes a world that has no settings use this store.</summary>
    public virtual void Register(IServiceCollection services) { }

    /// <summary>Tells where the store of a lab is.</summary>
    public virtual void BelongTo(Slice slice) { }

    /// <summary>A store of its own, as a host that is started again opens it.</summary>
    public abstract IBlobStore Open(TimeProvider? time = null);

    public abstract Task<string?> OwnerAsync();

    /// <param name="text">Null removes the mark.</param>
    public abstract Task WriteOwnerAsync(string? text);

    /// <summary>What is stored, whatever the store says about it.</summary>
    public abstract Task<HashSet<string>> DigestsAsync();

    /// <summary>What is neither content nor the mark: files and blocks of uploads that did not end.</summary>
    public abstract Task<IReadOnlyList<string>> LeftoversAsync();

    /// <summary>Puts other bytes under the digest, as a bad disk or a careless hand does.</summary>
    public abstract Task DamageAsync(string digest, byte[] bytes);

    /// <summary>As an unmounted disk or a container that somebody emptied.</summary>
    public abstract Task TakeAwayAsync();

    public abstract Task BringBackAsync();

    public abstract ValueTask DisposeAsync();
}

internal sealed class FolderUnderTest : StoreUnderTest
{
    private readonly DirectoryInfo _own = Directory.CreateTempSubdirectory("governance-store-");
    private readonly List<FolderBlobStore> _opened = [];
    private string _root;

    public FolderUnderTest() => _root = Path.Combine(_own.FullName, "blobs");

    public string Root => _root;

    private string Owner => Path.Combine(_root, "owner");

    public override void BelongTo(Slice slice) => _root = Path.Combine(slice.Folder, "blobs");

    public override IBlobStore Open(TimeProvider? time = null)
    {
        _opened.Add(new(_root, time ?? TimeProvider.System));
        return _opened[^1];
    }

    public override async Task<string?> OwnerAsync() => File.Exists(Owner) ? await File.ReadAllTextAsync(Owner) : null;

    public override async Task WriteOwnerAsync(string? text)
    {
        if (text is null)
            File.Delete(Owner);
        else
            await File.WriteAllTextAsync(Owner, text);
    }

    public override Task<HashSet<string>> DigestsAsync() =>
        Task.FromResult(Names().Where(n => n.Length == 64).ToHashSet());

    public override Task<IReadOnlyList<string>> LeftoversAsync() =>
        Task.FromResult<IReadOnlyList<string>>([
            // A process keeps the lock of its temporary files there.
            .. Names().Where(n => n.Length != 64 && n != "owner" && !n.EndsWith(".lock", StringComparison.Ordinal)),
        ]);

    public override Task DamageAsync(string digest, byte[] bytes) =>
        File.WriteAllBytesAsync(Path.Combine(_root, digest[..2], digest[2..4], digest), bytes);

    public override Task TakeAwayAsync()
    {
        Directory.Move(_root, _root + "-aside");
        Directory.CreateDirectory(_root);
        return Task.CompletedTask;
    }

    public override Task BringBackAsync()
    {
        Directory.Delete(_root, recursive: true);
        Directory.Move(_root + "-aside", _root);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        foreach (var store in _opened)
            store.Dispose();
        _own.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private IEnumerable<string> Names() =>
        Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f));
}

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
