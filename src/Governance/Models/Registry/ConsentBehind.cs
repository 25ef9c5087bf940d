using Governance.Consent;

namespace Governance.Models;

/// <summary>A subject that a version learned from, with its effective consent for the version's purpose.</summary>
/// <param name="Samples">How many of its samples the version learned from.</param>
/// <param name="State">Null = no consent record.</param>
/// <param name="Permits">The consent permits the purpose now.</param>
/// <param name="Record">The consent record that counts; null = none.</param>
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
