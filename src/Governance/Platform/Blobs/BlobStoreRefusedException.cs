namespace Governance.Platform.Blobs;

/// <summary>The store answers and rejects the credentials.</summary>
/// <param name="setting">The setting that holds them, in the form <c>Section:Name</c>.</param>
public sealed class BlobStoreRefusedException(string setting, Exception inner)
    : Exception(
        $"The blob store rejects the credentials of {setting}: check the key, or the roles of the identity "
            + "(it needs Storage Blob Data Contributor).",
        inner
    )
{
    /// <summary>The setting with the credentials, in the form <c>Section:Name</c>.</summary>
    public string Setting { get; } = setting;
}
