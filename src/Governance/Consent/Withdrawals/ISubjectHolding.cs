using Governance.Platform;

namespace Governance.Consent;

/// <summary>
/// Something that holds data of a subject: it finds the data, erases it and states what remains. Each capability that stores
/// rows or content about a subject or a sample implements it and registers it with <c>AddSubjectHolding</c>; a test fails when
/// no holding names a table that refers to one.
/// </summary>
public interface ISubjectHolding
{
    /// <summary>Kebab-case name. It never changes, because withdrawals store it.</summary>
    string Name { get; }

    /// <summary>Plural noun for pages, such as “samples”.</summary>
    Message Title { get; }

    /// <summary>Position in the flow of data; also determines the order of erasure.</summary>
    HoldingPlace Place { get; }

    /// <summary>What the withdrawal does with them.</summary>
    HoldingFate Fate { get; }

    /// <summary>What the withdrawal does with them, for the page and the certificate.</summary>
    Message WhatHappens { get; }

    /// <summary>Tables that it covers.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Columns with digests of content that it covers, as <c>table.column</c>.</summary>
    IReadOnlyList<string> BlobColumns { get; }

    /// <summary>Counts what the withdrawal affects. Reads only; returns 0 once everything is done, unless the fate is to stay.</summary>
    Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct);

    /// <summary>
    /// Erases one bounded batch in the caller's transaction, which also stores the count; after a kill it is called again and
    /// continues with what is left. It must not commit and must not delete content itself.
    /// </summary>
    Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct);

    /// <summary>Returns what remains and why; empty when nothing does. Called before anything is erased.</summary>
    Task<IReadOnlyList<Message>> RemainsAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Message>>([]);
}
