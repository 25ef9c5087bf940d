namespace Governance.Consent;

/// <summary>A subject in a list, with what counts for it now under each purpose.</summary>
public sealed record SubjectRow(Subject Subject, IReadOnlyList<EffectiveConsent> Consents);
