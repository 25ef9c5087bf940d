namespace Governance.Platform.Blobs;

/// <summary>
/// The blob store is empty or belongs to another database. Not an <see cref="IOException"/>, so that code that expects an
/// unreadable file does not catch it.
/// </summary>
public sealed class BlobFolderNotInPlaceException()
    : Exception("The blob store is empty or belongs to another database.");
