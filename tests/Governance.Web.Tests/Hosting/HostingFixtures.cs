using System.Diagnostics;
using System.Globalization;
using Governance.Testing;
using Governance.Web.Hosting;

[assembly: AssemblyFixture(typeof(TestDatabase))]

namespace Governance.Web.Tests.Hosting;

/// <summary>A folder for one test, deleted after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(UnixFileMode mode = Posix.Passable)
    {
        Directory.CreateDirectory(Path, mode);
    }

    public string Path { get; } =
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"governance-hosting-{Guid.CreateVersion7():N}");

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>A host in a process of its own, which a test can kill.</summary>
internal sealed class ChildHost : IDisposable
{
    private readonly Process _process;

    private ChildHost(Process process, int port, int postmaster)
    {
        _process = process;
        Port = port;
        Postmaster = postmaster;
    }

    public int Port { get; }

    public int Postmaster { get; }

    /// <summary>Starts <c>Governance.Testing</c> on the folder, as another user where one is named, and waits for its server.</summary>
    public static async Task<ChildHost> StartAsync(string folder, int? user = null)
    {
        List<string> line =
        [
            "dotnet",
            System.IO.Path.Combine(AppContext.BaseDirectory, "Governance.Testing.dll"),
            folder,
        ];
        if (user is { } id)
        {
            line.InsertRange(
                0,
                ["setpriv", "--reuid", $"{id}", "--regid", $"{id}", "--clear-groups", "env", "HOME=/nonexistent"]
            );
        }

        var process = Process.Start(
            new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var told = await process.StandardOutput.ReadLineAsync();
        if (told is null)
        {
            throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        }

        var numbers = told.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new ChildHost(process, numbers[0], numbers[1]);
    }

    public async Task<int> EndAsync(int signal)
    {
        Posix.Signal(_process.Id, signal);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
