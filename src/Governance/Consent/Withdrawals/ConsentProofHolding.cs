using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>The subject's own row and its consent records: kept as proof, without the note.</summary>
internal sealed class ConsentProofHolding : ISubjectHolding
{
    public string Name => "consent-records";
    public string Title => "consent records";
    public HoldingPlace Place => HoldingPlace.Subject;
    public HoldingFate Fate => HoldingFate.Stays;
    public string WhatHappens =>
        "The records and the pseudonym stay as proof of what was permitted and when it was "
        + "withdrawn; the note about the subject is erased.";
    public IReadOnlyList<string> Tables =>
        ["subjects", "consent_records", "withdrawals", "withdrawal_steps", "withdrawal_blobs"];
    public IReadOnlyList<string> BlobColumns => ["withdrawal_blobs.digest"];

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

    public async Task<IReadOnlyList<string>> RemainsAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        var records = await db.Set<ConsentRecord>().CountAsync(c => c.SubjectId == scope.SubjectId, ct);
        return
        [
            $"{records} consent {(records == 1 ? "record" : "records")} with the pseudonym, and this "
                + $"withdrawal: whoever used the data must be able to show on which consent (GDPR Art. 7(1) "
                + $"and 17(3)(e)).",
            "Ledger entries: they prove what was done and name rows that are gone, by ids that lead "
                + "nowhere; what was personal in them can no longer be opened.",
            .. scope.Erases
                ? []
                : (string[])["Recordings and samples: another purpose has a consent that permits them."],
        ];
    }
}
