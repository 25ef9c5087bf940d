using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Governance.EndToEnd;

/// <summary>The commands of the README work.</summary>
public sealed partial class ReadMeTests(SharedPortal shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_main_job_of_the_README_runs_as_written()
    {
        var portal = await shared.PortalAsync(Ct);
        using (var api = await Api.AsAsync(portal, "steward", Ct))
            await api.EnsurePurposeAsync("research", Ct);
        var script = ShellBlock()
            .Match(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), Ct))
            .Groups[1]
            .Value;
        Assert.InRange(script.TrimEnd().Split('\n').Length, 5, 10);

        // The script writes the archive and the export into the current folder; the test replaces it by a temporary one.
        var folder = Directory.CreateTempSubdirectory("governance-readme-").FullName;
        foreach (var name in new[] { "rounds.tar.gz", "rounds.zip" })
            script = script.Replace(name, Path.Combine(folder, name), StringComparison.Ordinal);
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                Environment =
                {
                    ["ASPNETCORE_URLS"] = portal.Address.ToString().TrimEnd('/'),
                    ["Governance__DataDirectory"] = portal.Folder,
                },
            }
        )!;
        var errors = bash.StandardError.ReadToEndAsync(Ct);
        _ = await bash.StandardOutput.ReadToEndAsync(Ct);
        await bash.WaitForExitAsync(Ct);
        Assert.True(bash.ExitCode == 0, await errors);
        using (var zip = ZipFile.OpenRead(Path.Combine(folder, "rounds.zip")))
            Assert.Equal(6, zip.Entries.Count(e => e.FullName.EndsWith("note.txt", StringComparison.Ordinal)));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    public void The_two_commands_are_there_and_executable(string command) =>
        Assert.True(File.GetUnixFileMode(Path.Combine(Repository.Root, command)).HasFlag(UnixFileMode.UserExecute));

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
