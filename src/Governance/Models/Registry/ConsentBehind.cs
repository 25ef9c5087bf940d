using Governance.Consent;

namespace Governance.Models;

/// <summary>One subject's share in a version, with the consent that counts for it now.</summary>
/// <param name="Record">The record by which consent stands or fell; null = none.</param>
public sealed record ConsentBehind(
    Guid SubjectId,
    string Pseudonym,
    int Samples,
    ConsentState? State,
    bool Permits,
    DateTimeOffset? EffectiveAt,
    DateTimeOffset? ValidUntil,
    Guid? RecordId
);
