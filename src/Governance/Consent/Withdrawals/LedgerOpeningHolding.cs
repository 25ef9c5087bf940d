using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>
/// Values and salts that open the commitments of ledger entries. Without them an entry stays verifiable, but its personal
/// values cannot be read.
/// </summary>
internal sealed class LedgerOpeningHolding : ISubjectHolding
{
    public string Name => "ledger-openings";
    public Message Title => new HeldLedgerOpenings();
    public HoldingPlace Place => HoldingPlace.Subject;
    public HoldingFate Fate => HoldingFate.Deleted;
    public Message WhatHappens => new LedgerOpeningsErased();
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
