using Governance.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Governance.Web.Tests.Hosting;

public sealed class InstallationDirectoryTests
{
    [Fact]
    public void Every_part_is_created_closed_to_others()
    {
        using var folder = new TemporaryFolder();
        var installation = Open(folder["deep/data"]);
        Assert.Equal(folder["deep/data"], installation.Root);
        foreach (var part in new[] { installation.Blobs, installation.Keys, installation.Imports })
        {
            Assert.StartsWith(installation.Root, part, StringComparison.Ordinal);
            Assert.Equal(Posix.Private, File.GetUnixFileMode(part));
        }

        const UnixFileMode readableByOthers =
            UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(installation.Root) & readableByOthers);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(installation.Postgres) & readableByOthers);
    }

    [Fact]
    public void An_open_folder_is_closed()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data/keys"], Posix.Passable | UnixFileMode.OtherRead);
        var installation = Open(folder["data"]);
        Assert.Equal(Posix.Private, File.GetUnixFileMode(installation.Keys));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        var refused = Assert.Throws<InstallationDirectoryException>(() => Open(folder["file/data"]));
        Assert.Contains(folder["file/data"], refused.Message, StringComparison.Ordinal);
        Assert.Contains("Governance__DataDirectory", refused.Message, StringComparison.Ordinal);
    }

    private static InstallationDirectory Open(string root) =>
        InstallationDirectory.Open(
            new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?> { [InstallationDirectory.Setting] = root })
                .Build()
        );
}
