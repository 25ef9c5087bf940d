using Governance.Consent;

namespace Governance.Catalog;

/// <summary>Which notices a list has; null = all.</summary>
/// <param name="State">Only notices in this state.</param>
public sealed record RecallFilter(Guid? WithdrawalId = null, Guid? ExportId = null, RecallState? State = null);
