using Governance.Platform;

namespace Governance.Consent;

/// <summary>An erasure, as the holdings receive it.</summary>
/// <param name="Actor">Who requested the withdrawal, for provenance.</param>
/// <param name="ActivityId">The provenance activity of this erasure, for <c>ErasureTrail</c>.</param>
public sealed record Erasure(Guid WithdrawalId, Guid RunId, Guid ActivityId, Actor Actor, WithdrawalScope Scope);
