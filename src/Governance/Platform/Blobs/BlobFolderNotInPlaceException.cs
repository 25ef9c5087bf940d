namespace Governance.Platform.Blobs;

/// <summary>No <see cref="IOException"/>: nobody who expects an unreadable file may take a whole store for one.</summary>
public sealed class BlobFolderNotInPlaceException()
    : Exception("The blob store is empty or belongs to another database.");
