using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>The row of the subject and its consent records: kept as proof; an erasure removes the note.</summary>
internal sealed class ConsentProofHolding : ISubjectHolding
{
    public string Name => "consent-records";
    public Message Title => new HeldConsentRecords();
    public HoldingPlace Place => HoldingPlace.Subject;
    public HoldingFate Fate => HoldingFate.Stays;
    public Message WhatHappens => new ConsentRecordsStay();
    public IReadOnlyList<string> Tables =>
        [
            "subjects",
            "consent_records",
            "withdrawals",
            "withdrawal_steps",
            "withdrawal_blobs",
            "removed_blobs",
            "withdrawal_certificates",
            "subject_tombstones",
        ];
    public IReadOnlyList<string> BlobColumns =>
        ["withdrawal_blobs.digest", "removed_blobs.digest", "withdrawal_certificates.digest"];

    public async Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct) =>
        Held.Only(await db.Set<ConsentRecord>().CountAsync(c => c.SubjectId == scope.SubjectId, ct));

    public async Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct)
    {
        if (erasure.Scope.Erases)
            await db.Set<Subject>()
                .Where(s => s.Id == erasure.Scope.SubjectId && s.Note != null)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Note, (string?)null), ct);
        return ErasedBatch.Nothing;
    }

    public async Task<IReadOnlyList<Message>> RemainsAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        var records = await db.Set<ConsentRecord>().CountAsync(c => c.SubjectId == scope.SubjectId, ct);
        if (scope.Partial)
            return
            [
                new ConsentRecordsRemain(records),
                new LedgerEntriesRemain(),
                new CertificateRemains(),
                new WithdrawnPartsHidden(scope.Modalities.InWords()),
            ];
        return scope.Erases
            ?
            [
                new ConsentRecordsRemain(records),
                new TombstoneRemains(),
                new LedgerEntriesRemain(),
                new CertificateRemains(),
            ]
            :
            [
                new ConsentRecordsRemain(records),
                new LedgerEntriesRemain(),
                new CertificateRemains(),
                new SamplesRemain(),
            ];
    }
}
