namespace Governance.Consent;

/// <summary>
/// What a certificate says. It names the withdrawal by its id and never the subject, so that it can be kept and passed on after the
/// erasure.
/// </summary>
/// <param name="Format">Version of this form.</param>
/// <param name="WithdrawalId">Id of the withdrawal.</param>
/// <param name="Purposes">Codes of the withdrawn purposes.</param>
/// <param name="Erases">Whether all data of the subject was erased, because no valid consent remained.</param>
/// <param name="RunIds">Ids of the runs that carried it out, oldest first; several when it stopped in between.</param>
/// <param name="Holdings">What was done in each place that holds data, in the flow of data.</param>
/// <param name="Marked">Dataset versions and model versions that are marked.</param>
/// <param name="Recipients">The notices to those who received copies, as they were when the certificate was issued.</param>
/// <param name="Remains">What remains, and why.</param>
/// <param name="CodeVersion">The version of the portal.</param>
/// <param name="Modalities">The withdrawn modalities; null in certificates of format 1, which do not say it.</param>
public sealed record CertificateDocument(
    int Format,
    Guid WithdrawalId,
    IReadOnlyList<string> Purposes,
    bool AllPurposes,
    bool Erases,
    CertifiedTime Requested,
    CertifiedTime Completed,
    IReadOnlyList<Guid> RunIds,
    IReadOnlyList<CertifiedHolding> Holdings,
    CertifiedContent Content,
    IReadOnlyList<CertifiedThing> Marked,
    IReadOnlyList<CertifiedRecipient> Recipients,
    IReadOnlyList<CertifiedSentence> Remains,
    string CodeVersion,
    IReadOnlyList<Modality>? Modalities = null
);
