namespace Governance.Platform.Blobs;

/// <summary>The owner of a blob store.</summary>
public enum BlobOwner
{
    /// <summary>The database that asks.</summary>
    This,

    /// <summary>No database: the store is empty, or its mark was removed.</summary>
    Nobody,

    /// <summary>Another database.</summary>
    Another,
}
