using Governance.Platform.Blobs;
using Governance.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Platform.Blobs;

/// <summary>
/// A store as an operator can change it: its mark can be overwritten, its content damaged, emptied and restored. The same
/// tests run on a folder and on a container of a real Azurite.
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

    /// <summary>Puts other bytes under the digest, as a faulty disk or a person by mistake does.</summary>
    public abstract Task DamageAsync(string digest, byte[] bytes);

    /// <summary>As an unmounted disk or a container that somebody emptied.</summary>
    public abstract Task TakeAwayAsync();

    public abstract Task BringBackAsync();

    public abstract ValueTask DisposeAsync();
}
