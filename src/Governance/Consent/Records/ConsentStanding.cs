namespace Governance.Consent;

/// <summary>A purpose with the effective record of a subject.</summary>
/// <param name="Record">Null when there is none; then use is not permitted.</param>
public sealed record ConsentStanding(Purpose Purpose, ConsentRecord? Record, bool Permits);
