namespace Governance.Consent;

/// <summary>Whether a document is the certificate that the ledger holds.</summary>
/// <param name="WithdrawalId">The withdrawal that the document names.</param>
/// <param name="Digest">SHA-256 of the document's canonical form, 64 hex characters.</param>
/// <param name="LedgerDigest">The digest in the ledger entry; null when no entry has one.</param>
/// <param name="EntryId">The ledger entry <c>withdrawal.completed</c>; null when there is none.</param>
/// <param name="At">Time of the entry.</param>
public sealed record CertificateCheck(
    Guid WithdrawalId,
    string Digest,
    string? LedgerDigest,
    Guid? EntryId,
    DateTimeOffset? At
)
{
    /// <summary>Whether the two digests are equal.</summary>
    public bool Matches => Digest == LedgerDigest;
}
