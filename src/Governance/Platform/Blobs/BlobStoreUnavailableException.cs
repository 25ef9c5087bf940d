namespace Governance.Platform.Blobs;

/// <summary>
/// The store did not answer, also when asked again for a few seconds. No <see cref="IOException"/>, for the reason of
/// <see cref="BlobFolderNotInPlaceException"/>.
/// </summary>
public sealed class BlobStoreUnavailableException(Exception inner)
    : Exception("The blob store does not answer.", inner);
