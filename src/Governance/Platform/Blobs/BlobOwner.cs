namespace Governance.Platform.Blobs;

/// <summary>Whose a store is: the asking database's, nobody's, or another's.</summary>
public enum BlobOwner
{
    This,
    Nobody,
    Another,
}
