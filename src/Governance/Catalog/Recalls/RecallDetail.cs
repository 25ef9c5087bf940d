using Governance.Consent;

namespace Governance.Catalog;

/// <summary>A notice with what it says.</summary>
/// <param name="Document">What the recipient is told.</param>
/// <param name="WithdrawalId">The withdrawal that it is about.</param>
/// <param name="VersionId">The exported version.</param>
/// <param name="NextAttemptAt">When the portal tries again; null unless pending.</param>
public sealed record RecallDetail(
    RecipientNotice Notice,
    RecallDocument Document,
    Guid WithdrawalId,
    Guid VersionId,
    DateTimeOffset? NextAttemptAt
);
