using Governance.Platform;

namespace Governance.Access;

/// <summary>
/// A secret for scripts. Only its SHA-256 is kept: the token has 256 random bits, so a slow hash would add nothing.
/// </summary>
public sealed class PersonalAccessToken : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required string Name { get; init; }

    /// <summary>SHA-256 of the token, 64 hex characters.</summary>
    public required string Hash { get; init; }

    /// <summary>The last four characters, so that its owner recognises it.</summary>
    public required string Hint { get; init; }

    /// <summary>Permission names; “*” = whatever its owner may do at the time of use.</summary>
    public required List<string> Scopes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}
