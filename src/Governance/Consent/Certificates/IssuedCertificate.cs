namespace Governance.Consent;

/// <summary>A certificate with what has happened since.</summary>
/// <param name="Document">The stored document, read.</param>
/// <param name="Pseudonym">The subject, which the document does not name.</param>
/// <param name="Notices">The notices as they are now.</param>
public sealed record IssuedCertificate(
    Certificate Certificate,
    CertificateDocument Document,
    string Pseudonym,
    IReadOnlyList<RecipientNotice> Notices
);
