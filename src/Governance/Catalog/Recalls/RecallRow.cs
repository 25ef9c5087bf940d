using Governance.Consent;

namespace Governance.Catalog;

/// <summary>A notice in a list.</summary>
public sealed record RecallRow(RecipientNotice Notice, Guid WithdrawalId, Guid VersionId);
