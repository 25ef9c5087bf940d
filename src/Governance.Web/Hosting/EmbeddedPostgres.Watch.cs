using System.Diagnostics;
using Npgsql;

namespace Governance.Web.Hosting;

/// <content>
/// Restarts a server that ended unexpectedly (killed, out of memory, a crash) on the same port, so that every connection
/// string stays valid. After the kill of a single backend the postmaster recovers without help.
/// </content>
public sealed partial class EmbeddedPostgres
{
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    /// <summary>Raised after each restart, with the number of attempts that it took.</summary>
    public event Action<int>? Restarted;

    /// <summary>The path of the server's log.</summary>
    public string LogFile => _folder.Log;

    private void Watch(EmbeddedPostgresOptions options, Func<CancellationToken, Task<PostgresServer>> startAsync) =>
        _watching = Task.Run(() => WatchAsync(options, startAsync));

    private async Task WatchAsync(
        EmbeddedPostgresOptions options,
        Func<CancellationToken, Task<PostgresServer>> startAsync
    )
    {
        var tries = 0;
        try
        {
            while (true)
            {
                var ran = Stopwatch.StartNew();
                await _server!.Ended.WaitAsync(_stopping.Token);
                if (ran.Elapsed > options.SteadyAfter)
                {
                    tries = 0;
                }

                var before = tries;
                do
                {
                    if (tries == options.RestartPauses.Count)
                    {
                        _ended.TrySetResult(_folder.LogTail());
                        return;
                    }
                } while (!await TryStartAsync(startAsync, options.RestartPauses[tries++]));

                // The pools hold connections to the server that has ended.
                NpgsqlConnection.ClearAllPools();
                Restarted?.Invoke(tries - before);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops the server itself.
        }
    }

    private async Task<bool> TryStartAsync(Func<CancellationToken, Task<PostgresServer>> startAsync, TimeSpan pause)
    {
        await Task.Delay(pause, _stopping.Token);
        try
        {
            await PostgresProcesses.EndOrphansAsync(_folder.Cluster, _stopping.Token);
            _server = await startAsync(_stopping.Token);
            return true;
        }
        catch (Exception failure)
            when (failure is EmbeddedPostgresException or IOException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private async Task StopWatchingAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _stopping.Dispose();
    }
}
