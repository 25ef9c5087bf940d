using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Governance.EndToEnd;

/// <summary>
/// The real host as its own process, with a data folder and an address of its own: embedded PostgreSQL, worker, pages.
/// It can be killed hard and started again.
/// </summary>
public sealed class Portal : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _samples;
    private readonly List<string> _output = [];
    private Process? _process;

    private Portal(string folder, int port, bool samples)
    {
        (_folder, _samples) = (folder, samples);
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Address { get; }

    /// <summary>The installation's folder; <c>imports/</c> in it may be imported from.</summary>
    public string Folder => _folder;

    /// <param name="samples">Whether the sample workspace is loaded; the sample sign-ins are there in any case.</param>
    public static async Task<Portal> StartAsync(CancellationToken ct, bool samples = true)
    {
        var portal = new Portal(Directory.CreateTempSubdirectory("governance-e2e-").FullName, FreePort(), samples);
        await portal.StartAgainAsync(ct);
        return portal;
    }

    public async Task StartAgainAsync(CancellationToken ct)
    {
        _process = Process.Start(Command("")) ?? throw new InvalidOperationException("dotnet did not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        for (var deadline = Stopwatch.StartNew(); deadline.Elapsed < TimeSpan.FromSeconds(90);)
        {
            if (_process.HasExited) throw new InvalidOperationException($"The host ended with {_process.ExitCode}:\n{Log()}");
            try
            {
                using var ready = await http.GetAsync("/readyz", ct);
                if (ready.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100, ct);
        }
        throw new TimeoutException($"The host was not ready in 90 s:\n{Log()}");
    }

    /// <summary>SIGKILL: no goodbye, no clean-up.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Runs a command of the host beside it and returns its standard output.</summary>
    public async Task<string> CommandAsync(string arguments, CancellationToken ct)
    {
        using var command = Process.Start(Command(arguments)) ?? throw new InvalidOperationException("dotnet did not start.");
        var errors = command.StandardError.ReadToEndAsync(ct);
        var output = await command.StandardOutput.ReadToEndAsync(ct);
        await command.WaitForExitAsync(ct);
        return command.ExitCode == 0 ? output : throw new InvalidOperationException($"{arguments} ended with {command.ExitCode}:\n{await errors}");
    }

    /// <summary>What the host printed, for a failing test's message.</summary>
    public string Log()
    {
        lock (_output) return string.Join('\n', _output.TakeLast(60));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            // The way Ctrl-C does it, so that PostgreSQL ends with it.
            using (Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) { }
            if (!_process.WaitForExit(TimeSpan.FromSeconds(20))) await KillAsync();
        }
        _process?.Dispose();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(250); // a server that was orphaned by a kill still ends
            }
        }
    }

    private ProcessStartInfo Command(string arguments) => new("dotnet", $"\"{Repository.HostAssembly}\" {arguments}".TrimEnd())
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["ASPNETCORE_URLS"] = Address.ToString().TrimEnd('/'),
            ["ASPNETCORE_CONTENTROOT"] = Path.GetDirectoryName(Repository.HostAssembly),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Governance__DataDirectory"] = _folder,
            ["Governance__SampleWorkspace"] = _samples ? "true" : "false",
        },
    };

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Add(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
