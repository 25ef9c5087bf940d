using Azure.Core.Pipeline;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Testing;
using Governance.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Governance.Tests.Platform.Blobs;

/// <summary>
/// The container by <c>Governance:Blobs:ServiceUri</c>: no secret is configured, the host's identity gets tokens, and the
/// service checks them.
/// </summary>
public sealed class ManagedIdentityTests(TestDatabase server, SecureAzurite azurite, IdentityEndpoint endpoint)
    : IClassFixture<SecureAzurite>,
        IClassFixture<IdentityEndpoint>,
        IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("governance-identity-");
    private readonly string _container = Azurite.NewContainer();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Content_is_put_read_copied_and_deleted_with_the_identity_of_the_host()
    {
        var identity = endpoint.Identities[IdentityEndpoint.System] = new(Day);
        var store = await OpenAsync(null);
        Assert.Equal(BlobOwner.This, await store.ClaimAsync("ours", mayTake: true, Ct));
        var (small, large) = (BlobStoreTests.Noise(1000), BlobStoreTests.Noise(17 << 20));
        foreach (var content in new[] { small, large })
        {
            Assert.Equal(
                new(BlobStoreTests.Digest(content), content.Length),
                await store.PutAsync(new MemoryStream(content), long.MaxValue, Ct)
            );
            await BlobUploadTests.CheckAsync(store, content);
        }
        Assert.True(await store.DeleteAsync(BlobStoreTests.Digest(small), Ct));
        Assert.False(await store.ExistsAsync(BlobStoreTests.Digest(small), Ct));
        await Assert.ThrowsAsync<BlobMissingException>(() => store.OpenReadAsync(BlobStoreTests.Digest(small), Ct));
        // One token for all requests.
        Assert.Equal(1, identity.Asked);
    }

    [Fact]
    public async Task A_store_is_copied_to_a_container_that_the_identity_may_use_and_back()
    {
        var client = Client(new(Day));
        await using var lab = await ImportLab.OpenAsync(server);
        var contents = new[] { 0, 1000, 9 << 20 }.Select(BlobStoreTests.Noise).ToList();
        foreach (var content in contents)
            await lab.Blobs.PutAsync(new MemoryStream(content), long.MaxValue, Ct);

        var there = await Copy(lab, await OpenAsync(client)).RunAsync(Ct);
        Assert.True(there.Ok, there.Refusal?.What);
        Assert.Equal(new(3, 3, 0, contents.Sum(c => (long)c.Length), 0), there.Value.Progress);

        await using var folder = new FolderUnderTest();
        var claim = new BlobClaim(
            lab.Slice.Get<IDbContextFactory<GovernanceDb>>(),
            await OpenAsync(client),
            lab.Slice.Get<BlobReferences>(),
            NullLogger<BlobClaim>.Instance
        );
        var back = await new BlobCopy(await OpenAsync(client), folder.Open(), claim, TimeProvider.System).RunAsync(Ct);
        Assert.True(back.Ok, back.Refusal?.What);
        Assert.Equal(contents.Select(BlobStoreTests.Digest).Order(), (await folder.DigestsAsync()).Order());
    }

    [Fact]
    public async Task An_expired_token_is_replaced_before_it_is_used()
    {
        var identity = new TestIdentity(TimeSpan.FromSeconds(3));
        var store = await OpenAsync(Client(identity));
        await store.ClaimAsync("ours", mayTake: true, Ct);
        var first = DateTimeOffset.UtcNow + identity.Lives;
        var content = BlobStoreTests.Noise(1000);
        await store.PutAsync(new MemoryStream(content), long.MaxValue, Ct);
        var before = identity.Asked;
        while (DateTimeOffset.UtcNow <= first.AddSeconds(1))
            await Task.Delay(100, Ct);

        await BlobUploadTests.CheckAsync(store, content);
        Assert.True(identity.Asked > before, $"{before} → {identity.Asked}");
    }

    [Theory]
    [InlineData("the service finds it expired")]
    [InlineData("it is for another service")]
    [InlineData("the endpoint issues none")]
    public async Task A_token_that_is_refused_is_told_by_the_name_of_the_setting(string why)
    {
        var identity = why switch
        {
            "the service finds it expired" => new TestIdentity(-Day, Claims: Day),
            "it is for another service" => new(Day, Audience: "https://vault.azure.net"),
            _ => new(Day, Refuses: true),
        };
        var store = await OpenAsync(Client(identity));
        var refused = await Assert.ThrowsAsync<BlobStoreRefusedException>(() => store.ClaimAsync("ours", true, Ct));

        Assert.True(identity.Asked > 0, why);
        Assert.Equal("Governance:Blobs:ServiceUri", refused.Setting);
        Assert.Equal(
            "The blob store rejects the credentials of Governance:Blobs:ServiceUri: check the key, or the roles of the "
                + "identity (it needs Storage Blob Data Contributor).",
            refused.Message
        );
        Assert.DoesNotContain("eyJ", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(RefusalKind.Busy, Assert.IsType<BlobStoreRefused>(Faults.Of(refused)).Kind);
    }

    [Fact]
    public async Task An_identity_that_the_host_does_not_have_is_refused_and_no_other_is_tried()
    {
        var identity = endpoint.Identities.GetOrAdd(IdentityEndpoint.System, _ => new(Day));
        var before = identity.Asked;
        var store = await OpenAsync(Guid.NewGuid().ToString());
        await Assert.ThrowsAsync<BlobStoreRefusedException>(() => store.ExistsAsync(BlobStoreTests.Digest([1]), Ct));
        Assert.Equal(before, identity.Asked);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A user-assigned identity of its own: the client library keeps tokens for the whole process.</summary>
    private string Client(TestIdentity identity)
    {
        var client = Guid.NewGuid().ToString();
        endpoint.Identities[client] = identity;
        return client;
    }

    /// <summary>As the product opens it by these settings, with a connection that trusts the test's certificate.</summary>
    private async Task<IBlobStore> OpenAsync(string? client)
    {
        var settings = new AzureBlobsOptions
        {
            ServiceUri = await azurite.ServiceUriAsync(),
            Container = _container,
            ManagedIdentityClientId = client,
        };
        Assert.Empty(BlobStores.Faults(settings, AzureBlobsOptions.Section));
        var options = AzureBlobContainer.ClientOptions();
        options.Transport = new HttpClientTransport(new HttpClient(azurite.Trusting()));
        return new AzureBlobStore(
            AzureBlobContainer.Open(settings, AzureBlobsOptions.Section, options),
            new(_folder.FullName),
            TimeProvider.System,
            reserve: 0,
            NullLogger<AzureBlobStore>.Instance
        );
    }

    private static BlobCopy Copy(ImportLab lab, IBlobStore to) =>
        new(lab.Blobs, to, lab.Slice.Get<BlobClaim>(), TimeProvider.System);
}
