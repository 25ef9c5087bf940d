namespace Governance.Consent;

/// <summary>A purpose and the record that counts for it; no record means no.</summary>
public sealed record ConsentStanding(Purpose Purpose, ConsentRecord? Record, bool Permits);
