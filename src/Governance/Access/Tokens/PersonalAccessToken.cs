using Governance.Platform;

namespace Governance.Access;

/// <summary>
/// A secret with which a script acts as its owner. Only its SHA-256 is stored: it has 256 random bits, so a slow hash adds
/// no protection.
/// </summary>
public sealed class PersonalAccessToken : IGoverned
{
    /// <summary>Id of the token; ascending with the time of creation.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The owner.</summary>
    public required Guid UserId { get; init; }

    /// <summary>What the token is for, in the words of its owner.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret, 64 hex characters.</summary>
    public required string Hash { get; init; }

    /// <summary>The last four characters, by which the owner recognises the token.</summary>
    public required string Hint { get; init; }

    /// <summary>Permission names, or “*” for all permissions that the owner has at the time of use.</summary>
    public required List<string> Scopes { get; init; }

    /// <summary>When the token was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From this time on the token is rejected.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Last use, accurate to one minute; null = never used.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When the token was revoked; null = not revoked.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
