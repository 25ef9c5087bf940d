using System.Diagnostics;

namespace Governance.Web.Hosting;

/// <summary>Runs commands with a clean environment.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command and waits until it ends; the output is standard output followed by standard error.</summary>
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

        // The server needs none of the host's settings, which may be secrets; its messages are in one language.
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
