namespace Governance.Consent;

/// <summary>A valid row of the file; its subject is still a pseudonym, not an id.</summary>
internal sealed record ConsentRow(string Pseudonym, SubjectKind Kind, NewConsent Consent);
