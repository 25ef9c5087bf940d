namespace Governance.Platform.Blobs;

/// <summary>
/// The store did not answer, retries of a few seconds included. Not an <see cref="IOException"/>, for the same reason as
/// <see cref="BlobFolderNotInPlaceException"/>.
/// </summary>
public sealed class BlobStoreUnavailableException(Exception inner)
    : Exception("The blob store does not answer.", inner);
