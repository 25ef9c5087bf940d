using System.Globalization;

namespace Governance.Platform;

// Faults of the environment: a disk, a database, a blob store. Busy: the same request succeeds when it is back.
/// <summary>A disk or a quota is full (errno 28 or 122), or PostgreSQL says so.</summary>
[RefusalCode("disk-full")]
public sealed record DiskFull()
    : Refusal(
        "The disk of the server is full; nothing was saved.",
        "Ask an administrator to free disk space, then try again."
    )
{
    public override RefusalKind Kind => RefusalKind.Full;
}

/// <summary>The declared length of an upload does not fit on the disk; nothing of it is read.</summary>
/// <param name="Bytes">Length of the upload.</param>
/// <param name="Free">Free bytes of the disk.</param>
/// <param name="Reserve">Of the free bytes, those that content does not take.</param>
[RefusalCode("no-room-for-upload")]
public sealed record NoRoomForUpload(long Bytes, long Free, long Reserve)
    : Refusal(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The disk of the server has no room for an upload of {Bytes:N0} bytes: {Free:N0} bytes "
                + $"are free, and {Reserve:N0} bytes are kept in reserve."
        ),
        "Ask an administrator to free disk space, then send the upload again."
    )
{
    public override RefusalKind Kind => RefusalKind.Full;
}

/// <summary>PostgreSQL cannot be reached, shuts down, or has no free connection.</summary>
[RefusalCode("database-unavailable")]
public sealed record DatabaseUnavailable()
    : Refusal("The database does not answer at the moment.", "Try again in a few seconds.")
{
    public override RefusalKind Kind => RefusalKind.Busy;
}

/// <summary>The blob store is empty or belongs to another database.</summary>
[RefusalCode("blob-folder-not-in-place")]
public sealed record BlobFolderNotInPlace()
    : Refusal(
        "The content is missing: the blob store of this installation is empty or belongs to "
            + "another one, so nothing is read from it or written to it.",
        "Ask an administrator to mount or restore the blob store; the portal continues automatically when it is back."
    )
{
    public override RefusalKind Kind => RefusalKind.Busy;
}

/// <summary>The blob store did not answer, retries included.</summary>
[RefusalCode("blob-store-unavailable")]
public sealed record BlobStoreUnavailable()
    : Refusal("The blob store does not answer at the moment.", "Try again in a few seconds.")
{
    public override RefusalKind Kind => RefusalKind.Busy;
}

/// <summary>The blob store rejects the credentials.</summary>
[RefusalCode("blob-store-refused")]
public sealed record BlobStoreRefused()
    : Refusal(
        "The blob store rejects the credentials of this installation.",
        "Ask an administrator to check the settings of the blob store; the portal continues automatically when they are right."
    )
{
    public override RefusalKind Kind => RefusalKind.Busy;
}

/// <summary>The blob store does not contain the digest: it was erased or lost.</summary>
[RefusalCode("content-missing")]
public sealed record ContentMissing()
    : Refusal(
        "The content is missing from the blob store.",
        "It may have been erased. Otherwise ask an administrator to restore it from the backup."
    )
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}
