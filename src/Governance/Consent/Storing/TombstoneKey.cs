namespace Governance.Consent;

/// <summary>
/// The secret of the workspace under which tombstones are hashed; created once. It is a row of the database, because every
/// host of the workspace and every restored backup needs the same one.
/// </summary>
public sealed class TombstoneKey
{
    /// <summary>The only id: a workspace has one key.</summary>
    public const short Only = 1;

    /// <summary>Always <see cref="Only"/>.</summary>
    public short Id { get; init; } = Only;

    /// <summary>32 random bytes.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>When the key was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
