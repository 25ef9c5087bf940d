using System.Diagnostics;

namespace Governance.Web.Hosting;

/// <summary>Runs a short command to its end.</summary>
internal static class CommandLine
{
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken
    )
    {
        using var process = Process.Start(Describe(program, arguments, capture: true))!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, ((await output) + (await error)).Trim());
    }

    public static ProcessStartInfo Describe(string program, IEnumerable<string> arguments, bool capture)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        };
        foreach (
            var name in info
                .Environment.Keys.Where(name =>
                    name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal)
                )
                .ToList()
        )
        {
            info.Environment.Remove(name);
        }

        // The server needs no secrets of the host, and messages in one language.
        foreach (
            var name in info.Environment.Keys.Where(name => name.Contains("__", StringComparison.Ordinal)).ToList()
        )
        {
            info.Environment.Remove(name);
        }

        info.Environment["LC_ALL"] = "C.UTF-8";
        return info;
    }
}
