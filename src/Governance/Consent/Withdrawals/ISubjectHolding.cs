using Governance.Platform;

namespace Governance.Consent;

/// <summary>
/// Something that holds a subject's data: find it for the blast radius, erase it, say what remains. Each capability that
/// keeps rows or blobs about a subject or a sample implements it and registers with <c>AddSubjectHolding</c>; a test
/// fails when a table that refers to one is named by no holding.
/// </summary>
public interface ISubjectHolding
{
    /// <summary>Kebab-case and lasting: withdrawals are recorded under it.</summary>
    string Name { get; }

    /// <summary>In the plural, as people read it: samples, dataset versions.</summary>
    Message Title { get; }
    HoldingPlace Place { get; }
    HoldingFate Fate { get; }

    /// <summary>What happens to them, for the page and the certificate.</summary>
    Message WhatHappens { get; }

    /// <summary>Tables that it answers for.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Columns that hold digests of blobs that it answers for, <c>table.column</c>.</summary>
    IReadOnlyList<string> BlobColumns { get; }

    /// <summary>What the withdrawal would reach. Reads only; once everything is done it answers 0, unless its fate is to stay.</summary>
    Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct);

    /// <summary>
    /// Does one bounded batch inside the caller's transaction, which also counts it: after a kill it is called again and
    /// goes on with what is left. It must not commit, and must not touch blobs itself.
    /// </summary>
    Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct);

    /// <summary>What stays and on which ground; empty when nothing does. Asked before anything is erased.</summary>
    Task<IReadOnlyList<Message>> RemainsAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Message>>([]);
}
