using Governance.Platform;

namespace Governance.Consent;

/// <summary>One erasure as its holdings see it.</summary>
/// <param name="Actor">Who asked for it, for provenance.</param>
/// <param name="ActivityId">The one erasure activity in provenance; see <c>ErasureTrail</c> there.</param>
public sealed record Erasure(Guid WithdrawalId, Guid RunId, Guid ActivityId, Actor Actor, WithdrawalScope Scope);
