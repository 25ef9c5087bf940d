using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Governance.EndToEnd;

/// <summary>
/// The real host as its own process, with a data folder and an address of its own: embedded PostgreSQL, worker, pages.
/// It can be killed and started again.
/// </summary>
public sealed class Portal : IAsyncDisposable
{
    private string? _folder;
    private readonly bool _samples;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly List<string> _output = [];
    private IReadOnlyList<IDisposable> _prepared = [];
    private Process? _process;

    private Portal(string folder, int port, bool samples, IReadOnlyDictionary<string, string>? settings)
    {
        (_folder, _samples, _settings) = (folder, samples, settings ?? new Dictionary<string, string>());
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Address { get; }

    /// <summary>The installation's folder; files in its <c>imports/</c> can be imported.</summary>
    public string Folder => _folder ?? throw new InvalidOperationException("The folder was handed over.");

    /// <param name="samples">Whether the sample workspace is loaded; the sample sign-ins are there in any case.</param>
    /// <param name="settings">Further environment of the host.</param>
    /// <param name="prepare">Does something to the folder before the first start, such as mounting disks; disposed when
    /// the host has ended.</param>
    public static async Task<Portal> StartAsync(
        CancellationToken ct,
        bool samples = true,
        IReadOnlyDictionary<string, string>? settings = null,
        Func<string, IReadOnlyList<IDisposable>>? prepare = null
    )
    {
        var folder = NewFolder();
        if (samples)
            await LoadedSamples.CopyToAsync(folder, ct);
        var portal = new Portal(folder, FreePort(), samples, settings) { _prepared = prepare?.Invoke(folder) ?? [] };
        Directory.CreateDirectory(portal.TemporaryFolder);
        await portal.StartAgainAsync(ct);
        return portal;
    }

    /// <summary>Starts it on an empty folder, where the sample workspace is only about to be loaded.</summary>
    public static async Task<Portal> StartEmptyAsync(bool samples, CancellationToken ct)
    {
        var portal = new Portal(NewFolder(), FreePort(), samples, null);
        Directory.CreateDirectory(portal.TemporaryFolder);
        await portal.StartAgainAsync(ct);
        return portal;
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("governance-e2e-").FullName;

    /// <summary>The host's own TMPDIR, so that a test sees what it leaves there.</summary>
    public string TemporaryFolder => Path.Combine(Folder, "temporary");

    /// <summary>Completes with the exit code when the process ends.</summary>
    public async Task<int> ExitCodeAsync(CancellationToken ct)
    {
        await _process!.WaitForExitAsync(ct);
        return _process.ExitCode;
    }

    /// <param name="path">What answers with success when the host is up: it can also live without being ready.</param>
    public async Task StartAgainAsync(CancellationToken ct, string path = "/readyz")
    {
        _process = Process.Start(Command("")) ?? throw new InvalidOperationException("dotnet did not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        for (var deadline = Stopwatch.StartNew(); deadline.Elapsed < TimeSpan.FromSeconds(90); )
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The host ended with {_process.ExitCode}:\n{Log()}");
            try
            {
                using var ready = await http.GetAsync(path, ct);
                if (ready.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100, ct);
        }
        throw new TimeoutException($"The host was not ready in 90 s:\n{Log()}");
    }

    /// <summary>Sends SIGKILL, which leaves no time to clean up.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Runs a command of the host in another process and returns its standard output.</summary>
    public async Task<string> CommandAsync(string arguments, CancellationToken ct)
    {
        using var command = Process.Start(Command(arguments))
            ?? throw new InvalidOperationException("dotnet did not start.");
        var errors = command.StandardError.ReadToEndAsync(ct);
        var output = await command.StandardOutput.ReadToEndAsync(ct);
        await command.WaitForExitAsync(ct);
        return command.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{arguments} ended with {command.ExitCode}:\n{await errors}");
    }

    /// <summary>The end of the host's output, for the message of a failing test.</summary>
    public string Log() => string.Join('\n', Lines().TakeLast(60));

    /// <summary>The whole output of the host.</summary>
    public IReadOnlyList<string> Lines()
    {
        lock (_output)
            return [.. _output];
    }

    /// <summary>Ends the host as Ctrl-C does, so that PostgreSQL ends too.</summary>
    public async Task StopAsync()
    {
        if (_process is not { HasExited: false })
            return;
        using (
            Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        ) { }
        if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
            await KillAsync();
    }

    /// <summary>Hands the folder over: it is not deleted with the portal.</summary>
    public string HandOver()
    {
        var folder = Folder;
        _folder = null;
        return folder;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        foreach (var prepared in _prepared)
            prepared.Dispose();
        for (var attempt = 0; _folder is { } folder && attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(250); // a server that was orphaned by a kill still ends
            }
        }
    }

    private ProcessStartInfo Command(string arguments)
    {
        var command = Described(arguments);
        foreach (var (name, value) in _settings)
            command.Environment[name] = value;
        return command;
    }

    private ProcessStartInfo Described(string arguments) =>
        new("dotnet", $"\"{Repository.HostAssembly}\" {arguments}".TrimEnd())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["TMPDIR"] = TemporaryFolder,
                ["ASPNETCORE_URLS"] = Address.ToString().TrimEnd('/'),
                ["ASPNETCORE_CONTENTROOT"] = Path.GetDirectoryName(Repository.HostAssembly),
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Governance__DataDirectory"] = Folder,
                ["Governance__SampleWorkspace"] = _samples ? "true" : "false",
            },
        };

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
    }

    /// <summary>A free port below those that the system gives to clients, which could take it before the host does.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
