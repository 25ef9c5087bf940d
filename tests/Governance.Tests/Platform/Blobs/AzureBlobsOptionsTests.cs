using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Governance.Tests.Platform.Blobs;

/// <summary>Invalid settings are refused by name, without their values.</summary>
public sealed class AzureBlobsOptionsTests
{
    private const string Secret = "AccountName=a;AccountKey=c2VjcmV0";

    [Theory]
    [InlineData(
        "Governance:Blobs:ConnectionString and Governance:Blobs:ServiceUri are both set",
        $"DefaultEndpointsProtocol=https;{Secret}",
        "https://a.blob.core.windows.net"
    )]
    [InlineData("Governance:Blobs:ConnectionString is not a connection string", "somewhere-secret", null)]
    [InlineData("Governance:Blobs:ServiceUri must be an https address", null, "http://a.blob.core.windows.net")]
    [InlineData(
        "Governance:Blobs:ServiceUri must be an https address",
        null,
        "https://a.blob.core.windows.net/?sig=secret"
    )]
    [InlineData("Governance:Blobs:Container must be", null, null, "No")]
    [InlineData("Governance:Blobs:Container must be", null, null, "two--hyphens")]
    public void What_cannot_hold_is_refused_by_name(
        string why,
        string? secret,
        string? uri,
        string container = "governance"
    )
    {
        using var services = Services(("ConnectionString", secret), ("ServiceUri", uri), ("Container", container));
        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IBlobStore>());
        Assert.StartsWith(why, Assert.Single(refused.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("c2VjcmV0", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a folder", null, null)]
    [InlineData("a folder", "", "")]
    [InlineData("https://a.blob.core.windows.net/governance", $"DefaultEndpointsProtocol=https;{Secret}", null)]
    [InlineData("https://a.blob.core.windows.net/governance", null, "https://a.blob.core.windows.net")]
    public void The_settings_choose_the_store(string where, string? secret, string? uri)
    {
        using var services = Services(("ConnectionString", secret), ("ServiceUri", uri));
        var store = services.GetRequiredService<IBlobStore>();
        if (where == "a folder")
            Assert.IsType<FolderBlobStore>(store);
        else
            Assert.Equal(where, store.Location);
    }

    private static ServiceProvider Services(params (string Name, string? Value)[] settings)
    {
        var values = settings
            .Where(s => s.Value is not null)
            .ToDictionary(s => $"Governance:Blobs:{s.Name}", s => s.Value);
        var folder = Path.Combine(Path.GetTempPath(), $"governance-options-{Environment.ProcessId}");
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddPlatform(new Storage("Host=nowhere", Path.Combine(folder, "blobs")))
            .BuildServiceProvider();
    }
}
