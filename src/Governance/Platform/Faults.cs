using System.Net.Sockets;
using Governance.Platform.Blobs;
using Npgsql;

namespace Governance.Platform;

/// <summary>
/// The one place that tells a fault of the ground (a full disk, a database or a blob store that is away) and a text that the
/// database cannot keep from a bug. Doors let these exceptions pass; whoever stands at an edge (the API, a page, a run)
/// asks here and answers in words.
/// </summary>
public static class Faults
{
    /// <summary>errno of a full disk; .NET hands it on as <see cref="Exception.HResult"/>.</summary>
    public const int NoSpace = 28;

    /// <summary>errno of a used-up quota.</summary>
    private const int QuotaExceeded = 122;

    /// <summary>What to answer, or null where the exception is a bug.</summary>
    public static Refusal? Of(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (
                e is AggregateException { InnerExceptions: { Count: > 1 } all }
                && all.Select(Of).FirstOrDefault(r => r is not null) is { } one
            )
                return one;
            if (e is UnfitTextException unfit)
                return unfit.Refusal;
            if (IsDiskFull(e))
                return new DiskFull();
            if (IsDatabaseAway(e))
                return new DatabaseUnavailable();
            if (e is BlobFolderNotInPlaceException)
                return new BlobFolderNotInPlace();
            if (e is BlobStoreUnavailableException)
                return new BlobStoreUnavailable();
            if (e is BlobStoreRefusedException)
                return new BlobStoreRefused();
            if (e is BlobMissingException)
                return new ContentMissing();
        }
        return null;
    }

    /// <summary>
    /// Where a native library or PostgreSQL writes, only its message tells: libvips and Parquet hand on the system's
    /// words.
    /// </summary>
    private static bool IsDiskFull(Exception e) =>
        e is IOException { HResult: NoSpace or QuotaExceeded }
        || e is PostgresException { SqlState: PostgresErrorCodes.DiskFull }
        || e is PostgresException && e.Message.Contains("could not extend file", StringComparison.Ordinal)
        || e.Message.Contains("No space left on device", StringComparison.Ordinal);

    private static bool IsDatabaseAway(Exception e) =>
        e switch
        {
            PostgresException answered => answered.SqlState.StartsWith("08", StringComparison.Ordinal)
                || answered.SqlState
                    is PostgresErrorCodes.AdminShutdown
                        or PostgresErrorCodes.CrashShutdown
                        or PostgresErrorCodes.CannotConnectNow
                        or PostgresErrorCodes.TooManyConnections,
            // Not reached, or cut off in the middle.
            NpgsqlException broken => broken.IsTransient || broken.InnerException is IOException or SocketException,
            _ => false,
        };
}
