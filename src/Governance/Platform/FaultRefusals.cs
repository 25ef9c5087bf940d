using System.Globalization;

namespace Governance.Platform;

// What the ground below the portal refuses: a disk, a database, a blob store. Busy: the same request succeeds when it is back.
[RefusalCode("disk-full")]
public sealed record DiskFull()
    : Refusal(
        "The disk of the server is full, so nothing of this was kept.",
        "Ask an administrator to free space on it, then do the same again."
    )
{
    public override RefusalKind Kind => RefusalKind.Full;
}

[RefusalCode("no-room-for-upload")]
public sealed record NoRoomForUpload(long Bytes, long Free, long Reserve)
    : Refusal(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The disk of the server has no room for an upload of {Bytes:N0} bytes: {Free:N0} bytes "
                + $"are free, and {Reserve:N0} bytes are kept in reserve."
        ),
        "Ask an administrator to free space on it, then send the upload again."
    )
{
    public override RefusalKind Kind => RefusalKind.Full;
}

[RefusalCode("database-unavailable")]
public sealed record DatabaseUnavailable()
    : Refusal("The database does not answer at the moment.", "Try again in a few seconds.")
{
    public override RefusalKind Kind => RefusalKind.Busy;
}

[RefusalCode("blob-folder-not-in-place")]
public sealed record BlobFolderNotInPlace()
    : Refusal(
        "The content is missing: the blob store of this installation is empty or belongs to "
            + "another one, so nothing is read from it or written to it.",
        "Ask an administrator to mount or restore the blob store; the portal goes on by itself when it is back."
    )
{
    public override RefusalKind Kind => RefusalKind.Busy;
}

[RefusalCode("blob-store-unavailable")]
public sealed record BlobStoreUnavailable()
    : Refusal("The blob store does not answer at the moment.", "Try again in a few seconds.")
{
    public override RefusalKind Kind => RefusalKind.Busy;
}

[RefusalCode("blob-store-refused")]
public sealed record BlobStoreRefused()
    : Refusal(
        "The blob store rejects the credentials of this installation.",
        "Ask an administrator to check the settings of the blob store; the portal goes on by itself when they are right."
    )
{
    public override RefusalKind Kind => RefusalKind.Busy;
}

[RefusalCode("content-missing")]
public sealed record ContentMissing()
    : Refusal(
        "The content is missing: the blob store does not hold it.",
        "It may have been erased. Otherwise ask an administrator to restore it from the backup."
    )
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}
