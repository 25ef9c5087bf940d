using System.Diagnostics;

namespace Governance.Web.Hosting;

/// <summary>The running postmaster, started by a thread of its own.</summary>
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
    /// Starts the server in a thread that waits until the server has ended: Linux sends the parent-death signal when the
    /// starting <em>thread</em> ends, and a pool thread may end at any time. <c>setsid</c> keeps the terminal's Ctrl-C from
    /// the server, which jobs still need while they stop.
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
