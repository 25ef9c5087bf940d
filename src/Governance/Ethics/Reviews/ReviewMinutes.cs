using System.Security.Cryptography;
using Governance.Platform;

namespace Governance.Ethics;

/// <summary>
/// The minutes that 45 CFR 46.115(a)(2) requires: attendance, the action, the votes for, against and abstaining, the basis, and
/// the controverted issues, which are in the comments. Written once, when the vote is closed.
/// </summary>
public sealed record ReviewMinutes(
    int Number,
    string Title,
    Guid ModelVersionId,
    string Alias,
    DateTimeOffset OpenedAt,
    DateTimeOffset ClosedAt,
    string ClosedBy,
    IReadOnlyList<Seat> Board,
    Quorum Quorum,
    Tally Tally,
    ReviewState Outcome,
    IReadOnlyList<MinutedCondition> Conditions,
    DateTimeOffset? ExpiresAt
)
{
    /// <summary>Returns the SHA-256 of the canonical JSON, 64 hex characters.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(this)));
}
