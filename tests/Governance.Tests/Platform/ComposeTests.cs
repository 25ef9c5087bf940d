using System.Text.Json;
using System.Text.RegularExpressions;
using Governance.Platform.Blobs;
using Governance.Testing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Governance.Tests.Platform;

/// <summary>
/// The composition as far as it can be checked without an engine: what it names exists, and its Azurite starts with these
/// options and answers at the address in the example of its settings.
/// </summary>
public sealed partial class ComposeTests
{
    private static readonly string Example = File.ReadAllText(SourceTree.PathOf("docker", ".env.example"));
    private static readonly string Text = File.ReadAllText(SourceTree.PathOf("docker", "compose.yaml"));
    private static readonly Dictionary<object, object> Compose = Read();

    [Fact]
    public void Services_wait_for_services_and_keep_content_in_volumes_that_exist()
    {
        var (services, volumes) = (Map(Compose["services"]), Map(Compose["volumes"]));
        foreach (var (name, service) in services.Select(s => (s.Key, Map(s.Value))))
        {
            foreach (var (other, how) in Map(service.GetValueOrDefault("depends_on")))
            {
                var wanted = Map(how)["condition"];
                var on = Map(services[other]);
                Assert.True(
                    Equals(wanted, "service_healthy")
                        ? on.ContainsKey("healthcheck")
                        : Equals(wanted, "service_completed_successfully") && Equals(on["restart"], "no"),
                    $"{name} waits for {other}"
                );
            }
            foreach (var volume in (service.GetValueOrDefault("volumes") as List<object>) ?? [])
                Assert.Contains($"{volume}".Split(':')[0], volumes.Keys);
        }
        Assert.All(volumes.Keys, volume => Assert.Contains($"- {volume}:/", Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_variable_is_in_the_example_and_every_setting_in_the_guide()
    {
        var variables = Variable().Matches(Text).Select(m => m.Groups[1].Value).Distinct();
        Assert.All(variables, v => Assert.Matches($"(?m)^#?{v}=", Example));
        var guide = File.ReadAllText(SourceTree.PathOf("docs", "guide", "settings.md"));
        var settings = Setting().Matches(Text).Select(m => m.Value).Distinct().ToList();
        Assert.Contains("Governance__Blobs__ServiceUri", settings);
        Assert.All(settings, s => Assert.Contains($"`{s}`", guide, StringComparison.Ordinal));
        var options = typeof(AzureBlobsOptions).GetProperties().Select(p => p.Name);
        Assert.All(settings.Where(s => s.StartsWith("Governance__Blobs__", StringComparison.Ordinal)), s =>
            Assert.Contains(s["Governance__Blobs__".Length..], options)
        );
    }

    [Fact]
    public async Task The_emulator_starts_with_these_options_and_is_the_one_of_the_tests()
    {
        var emulator = Map(Map(Compose["services"])["azurite"]);
        Assert.Equal("azurite", Assert.Single((List<object>)emulator["profiles"]));
        using var package = JsonDocument.Parse(
            File.ReadAllText(SourceTree.PathOf("tests", "Governance.Testing", "azurite", "package.json"))
        );
        var version = package.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString();
        Assert.Equal($"mcr.microsoft.com/azure-storage/azurite:{version}", emulator["image"]);

        var command = ((List<object>)emulator["command"]).Select(o => $"{o}").ToList();
        Assert.Equal("azurite-blob", command[0]);
        Assert.Contains($"{command[command.IndexOf("--location") + 1]}", Volume(emulator), StringComparison.Ordinal);
        // The test's own folder, host and port come first and count; an option that Azurite does not know ends it.
        var (process, port) = await Azurite.StartAsync(
            command.Skip(1).Where((_, i) => !IsOf(command, i + 1, "--location") && !IsOf(command, i + 1, "--blobHost"))
        );
        try
        {
            Assert.True(port > 0);
        }
        finally
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
                process.Kill();
            process.Dispose();
        }
    }

    [Fact]
    public void The_example_points_to_the_emulator_with_the_key_that_it_has()
    {
        var profile = Line("COMPOSE_PROFILES").Last();
        Assert.Equal("azurite", profile);
        var connection = Line("GOVERNANCE_BLOBS_CONNECTION_STRING").Last();
        Assert.Empty(new AzureBlobsOptions { ConnectionString = connection }.Faults("S"));
        var own = Azurite.ConnectionString(10_000);
        // Port 10000 is Azurite's own.
        Assert.Equal(own.Replace("127.0.0.1", "azurite", StringComparison.Ordinal), connection);
        Assert.Contains("azurite", Map(Compose["services"]).Keys);
    }

    private static IEnumerable<string> Line(string variable) =>
        Regex.Matches(Example, $"(?m)^#?{variable}=(.*)$").Select(m => m.Groups[1].Value.Trim());

    private static string Volume(Dictionary<object, object> service) => $"{((List<object>)service["volumes"])[0]}";

    /// <summary>Whether an item is the option or its value.</summary>
    private static bool IsOf(List<string> command, int i, string option) =>
        command[i] == option || command[i - 1] == option;

    private static Dictionary<object, object> Map(object? node) => node as Dictionary<object, object> ?? [];

    private static Dictionary<object, object> Read()
    {
        var parser = new MergingParser(new Parser(new StringReader(Text)));
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(parser);
    }

    [GeneratedRegex(@"\$\{([A-Z_]+)[:?}-]")]
    private static partial Regex Variable();

    [GeneratedRegex("(?:Governance|ConnectionStrings|Blobs|Jobs)__[A-Za-z_]+")]
    private static partial Regex Setting();
}
