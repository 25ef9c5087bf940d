using System.Net.Sockets;
using Governance.Platform.Blobs;
using Npgsql;

namespace Governance.Platform;

/// <summary>
/// Distinguishes faults of the environment (a full disk, an unavailable database or blob store) and texts that the database
/// cannot store from bugs. Doors let these exceptions pass; the API, pages and runs look them up here and show the refusal.
/// </summary>
public static class Faults
{
    /// <summary>errno of a full disk, as .NET has it in <see cref="Exception.HResult"/>.</summary>
    public const int NoSpace = 28;

    /// <summary>errno of an exceeded quota.</summary>
    private const int QuotaExceeded = 122;

    /// <summary>The refusal of a fault, also of an inner one; null when the exception is a bug.</summary>
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
            if (IsDatabaseUnavailable(e))
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
    /// When PostgreSQL or a native library writes, only the message says so: libvips and Parquet pass on the text of the
    /// system.
    /// </summary>
    private static bool IsDiskFull(Exception e) =>
        e is IOException { HResult: NoSpace or QuotaExceeded }
        || e is PostgresException { SqlState: PostgresErrorCodes.DiskFull }
        || e is PostgresException && e.Message.Contains("could not extend file", StringComparison.Ordinal)
        || e.Message.Contains("No space left on device", StringComparison.Ordinal);

    private static bool IsDatabaseUnavailable(Exception e) =>
        e switch
        {
            PostgresException answered => answered.SqlState.StartsWith("08", StringComparison.Ordinal)
                || answered.SqlState
                    is PostgresErrorCodes.AdminShutdown
                        or PostgresErrorCodes.CrashShutdown
                        or PostgresErrorCodes.CannotConnectNow
                        or PostgresErrorCodes.TooManyConnections,
            // Not reached, or disconnected during a command.
            NpgsqlException broken => broken.IsTransient || broken.InnerException is IOException or SocketException,
            _ => false,
        };
}
