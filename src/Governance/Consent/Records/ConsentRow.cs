namespace Governance.Consent;

/// <summary>A row of the file that is right in itself; the subject is still a name.</summary>
internal sealed record ConsentRow(string Pseudonym, SubjectKind Kind, NewConsent Consent);
