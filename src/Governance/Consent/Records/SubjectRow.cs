namespace Governance.Consent;

/// <summary>A subject in a list.</summary>
/// <param name="Consents">The effective record for each purpose that has one.</param>
public sealed record SubjectRow(Subject Subject, IReadOnlyList<EffectiveConsent> Consents);
