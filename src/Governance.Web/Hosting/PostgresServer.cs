using System.Diagnostics;

namespace Governance.Web.Hosting;

/// <summary>The running postmaster and the thread it belongs to.</summary>
internal sealed class PostgresServer
{
    private readonly Process _process;

    private PostgresServer(Process process, Task<string> ended)
    {
        _process = process;
        ProcessId = process.Id;
        Ended = ended;
    }

    public int ProcessId { get; }

    public Task<string> Ended { get; }

    /// <summary>
    /// Linux sends the parent-death signal when the starting <em>thread</em> ends, and a pool thread may end at any time;
    /// so a thread of its own starts the server and stays until it has gone. <c>setsid</c> keeps Ctrl-C of the terminal
    /// from the server, which has to outlive the jobs that are winding up.
    /// </summary>
    public static PostgresServer Start(PostgresFolder folder, IEnumerable<string> command)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = CommandLine.Describe(
            "sh",
            ["-c", "umask 077; exec setsid \"$@\" >>\"$0\" 2>&1 </dev/null", folder.Log, .. command],
            capture: false
        );
        new Thread(() =>
        {
            try
            {
                var process = Process.Start(line)!;
                started.SetResult(process);
                process.WaitForExit();
                ended.SetResult(folder.LogTail());
            }
            catch (Exception exception)
            {
                started.TrySetException(exception);
                ended.TrySetResult(exception.Message);
            }
        })
        {
            IsBackground = true,
            Name = "PostgreSQL",
        }.Start();
        return new PostgresServer(started.Task.GetAwaiter().GetResult(), ended.Task);
    }

    public async Task StopAsync()
    {
        foreach (var (signal, patience) in new[] { (Posix.Interrupt, 30), (Posix.Quit, 10), (Posix.Kill, 10) })
        {
            if (Ended.IsCompleted)
            {
                break;
            }

            Posix.Signal(ProcessId, signal);
            await Task.WhenAny(Ended, Task.Delay(TimeSpan.FromSeconds(patience)));
        }

        await Ended;
        _process.Dispose();
    }
}
