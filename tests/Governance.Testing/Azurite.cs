using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Governance.Testing;

/// <summary>
/// One real Azurite for a test process, started when it is first asked for. It has a folder and a port of its own and ends
/// with the test process, also when that one is killed. Declare it once in a test project with
/// <c>[assembly: AssemblyFixture(typeof(Azurite))]</c> and give each test a container of its own.
/// </summary>
public sealed partial class Azurite : IAsyncDisposable
{
    /// <summary>The account and the key that every emulator has, by its documentation.</summary>
    public const string Account = "devstoreaccount1";

    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Lazy<Task<(Process Process, int Port)>> _service = new(() => StartAsync());

    /// <summary>The port of the blob service, for a proxy in front of it.</summary>
    public async Task<int> PortAsync() => (await _service.Value).Port;

    /// <summary>The emulator itself, for tests that stop it.</summary>
    public async Task<Process> ProcessAsync() => (await _service.Value).Process;

    public async Task<string> ConnectionStringAsync() => ConnectionString(await PortAsync());

    /// <summary>The account by another port, or with another key.</summary>
    public static string ConnectionString(int port, string? key = null) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key ?? Key};"
        + $"BlobEndpoint=http://127.0.0.1:{port}/{Account};";

    /// <summary>A name that no other test has.</summary>
    public static string NewContainer() => $"test-{Guid.NewGuid():N}";

    public async ValueTask DisposeAsync()
    {
        if (!_service.IsValueCreated)
            return;
        var (process, _) = await _service.Value;
        // It removes its folder when its standard input closes.
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
            process.Kill();
        process.Dispose();
    }

    /// <summary>Starts another Azurite; closing its standard input ends it.</summary>
    /// <param name="options">Further options of its command line.</param>
    public static async Task<(Process Process, int Port)> StartAsync(params IEnumerable<string> options)
    {
        var folder = Directory.CreateTempSubdirectory("governance-azurite-").FullName;
        var start = SourceTree.PathOf("tests", "Governance.Testing", "azurite", "start.cjs");
        var process = Process.Start(
            new ProcessStartInfo("node", [start, folder, .. options])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        ) ?? throw new InvalidOperationException("node did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is not { Success: true } found)
                continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return (process, int.Parse(found.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
        }
        throw new InvalidOperationException($"Azurite did not start: {await errors}");
    }

    [GeneratedRegex(@"listens on https?://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
