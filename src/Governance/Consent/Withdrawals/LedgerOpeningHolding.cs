using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>
/// Values and salts that open a ledger entry's commitments. Without them an entry proves that it was written, and of
/// whom nobody can tell.
/// </summary>
internal sealed class LedgerOpeningHolding : ISubjectHolding
{
    public string Name => "ledger-openings";
    public string Title => "openings of ledger commitments";
    public HoldingPlace Place => HoldingPlace.Subject;
    public HoldingFate Fate => HoldingFate.Deleted;
    public string WhatHappens =>
        "Values and salts are erased, so that no ledger entry can be linked to the subject any more; the entries stay provable.";
    public IReadOnlyList<string> Tables => ["ledger_openings"];
    public IReadOnlyList<string> BlobColumns => [];

    public async Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct) =>
        scope.Erases
            ? Held.Only(await db.Set<LedgerOpening>().CountAsync(o => o.SubjectId == scope.SubjectId, ct))
            : Held.Nothing;

    public async Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct) =>
        erasure.Scope.Erases
            ? ErasedBatch.Of(await LedgerEntries.EraseOpeningsAsync(db, erasure.Scope.SubjectId, ct))
            : ErasedBatch.Nothing;
}
