using System.Diagnostics;
using System.Globalization;

namespace Governance.Web.Hosting;

/// <summary>Finds and ends the server processes that a killed host has left running on a cluster.</summary>
internal static class PostgresProcesses
{
    /// <summary>Ends all server processes of the cluster, first by a fast shutdown, and removes the stale pid file.</summary>
    /// <exception cref="EmbeddedPostgresException">A process does not end.</exception>
    public static Task EndLeftoversAsync(string cluster, CancellationToken cancellationToken) =>
        EndAsync(cluster, [(Posix.Interrupt, 30), (Posix.Quit, 10), (Posix.Kill, 5)], cancellationToken);

    /// <summary>The same after the postmaster has ended: its children cannot commit any more and end when they notice.</summary>
    /// <exception cref="EmbeddedPostgresException">A process does not end.</exception>
    public static Task EndOrphansAsync(string cluster, CancellationToken cancellationToken) =>
        EndAsync(cluster, [(Posix.Quit, 2), (Posix.Kill, 5)], cancellationToken);

    private static async Task EndAsync(
        string cluster,
        (int Signal, int Patience)[] steps,
        CancellationToken cancellationToken
    )
    {
        var file = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(file))
        {
            return;
        }

        var postmaster = int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var id)
            ? id
            : 0;
        foreach (var (signal, patience) in steps)
        {
            var left = On(cluster);
            foreach (var process in signal == Posix.Interrupt ? left.Where(process => process == postmaster) : left)
            {
                Posix.Signal(process, signal);
            }

            if (await GoneAsync(cluster, TimeSpan.FromSeconds(patience), cancellationToken))
            {
                // The id may belong to another process by now, which PostgreSQL takes for a running server.
                File.Delete(file);
                return;
            }
        }

        throw new EmbeddedPostgresException(
            $"A PostgreSQL of an earlier run still uses {cluster} (process {string.Join(", ", On(cluster))}) and does not end. "
                + "End it, then start the host again."
        );
    }

    /// <summary>All server processes with the cluster as working directory, which PostgreSQL changes to at start.</summary>
    public static List<int> On(string cluster)
    {
        var real = Posix.RealPath(cluster);
        return Directory
            .EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Serves(id, real))
            .ToList();
    }

    private static bool Serves(int id, string cluster)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/comm").Trim() == "postgres"
                && new FileInfo($"/proc/{id}/cwd").LinkTarget == cluster;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // It has ended, or belongs to another user.
        }
    }

    private static async Task<bool> GoneAsync(string cluster, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (On(cluster).Count > 0)
        {
            if (waited.Elapsed > patience)
            {
                return false;
            }

            await Task.Delay(50, cancellationToken);
        }

        return true;
    }
}
