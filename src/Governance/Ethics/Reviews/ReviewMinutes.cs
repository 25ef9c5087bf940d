using System.Security.Cryptography;
using Governance.Platform;

namespace Governance.Ethics;

/// <summary>
/// What 45 CFR 46.115(a)(2) asks of minutes: attendance, the action, the votes for, against and abstaining, the basis
/// and what was contested, which stands in the comments. Written once, when the vote is closed.
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
    /// <summary>SHA-256 of the canonical JSON, 64 hex characters.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(this)));
}
