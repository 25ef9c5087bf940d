using Governance.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Consent;

/// <summary>
/// Where a holding stands in the flow of a subject's data, as the withdrawal's picture shows it from left to right.
/// An erasure walks it backwards, from the last copy to the sample, so that nothing still points at what is gone; holdings
/// of one place go in the order in which they were registered.
/// </summary>
public enum HoldingPlace
{
    Subject,
    Samples,
    Sources,
    Annotations,
    Versions,
    Embeddings,
    Exports,
    Models,
}

/// <summary>What becomes of it.</summary>
public enum HoldingFate
{
    /// <summary>Rows and bytes are erased.</summary>
    Deleted,

    /// <summary>It stays, says that it lost something, and is not used anew.</summary>
    Marked,

    /// <summary>It left the house: whoever received it must be told.</summary>
    Notified,

    /// <summary>It stays, on a lawful ground that <see cref="ISubjectHolding.RemainsAsync"/> names.</summary>
    Stays,
}

/// <summary>What a withdrawal reaches.</summary>
/// <param name="Pseudonym">For traces in words, such as the paths of files.</param>
/// <param name="PurposeIds">The purposes that are withdrawn.</param>
/// <param name="Erases">
/// True when no other purpose permits any more: then everything of the subject goes. False: the data stay for the other
/// purposes, and only what was made under the withdrawn ones is ended.
/// </param>
public sealed record WithdrawalScope(Guid SubjectId, string Pseudonym, IReadOnlyList<Guid> PurposeIds, bool Erases)
{
    /// <summary>As an array, which queries translate to <c>= ANY</c>.</summary>
    public Guid[] Purposes { get; } = [.. PurposeIds];
}

/// <summary>A holding's share of the blast radius.</summary>
/// <param name="Count">How many things the withdrawal would delete, mark or have notified.</param>
/// <param name="Things">The ones that people know by name, at most <see cref="Most"/>; the others are only counted.</param>
public sealed record Held(int Count, IReadOnlyList<HeldThing> Things)
{
    public const int Most = 100;

    public static Held Nothing { get; } = new(0, []);

    public static Held Only(int count) => new(count, []);
}

/// <summary>One thing with a name: a version, a recipient, a model. Never a name of the subject or of a sample.</summary>
/// <param name="Count">How much of it is the subject's; 0 where that says nothing.</param>
public sealed record HeldThing(string Name, int Count, Guid? Id = null);

/// <summary>One erasure as its holdings see it.</summary>
/// <param name="Actor">Who asked for it, for provenance.</param>
/// <param name="ActivityId">The one erasure activity in provenance; see <c>ErasureTrail</c> there.</param>
public sealed record Erasure(Guid WithdrawalId, Guid RunId, Guid ActivityId, Actor Actor, WithdrawalScope Scope);

/// <summary>What one batch did.</summary>
/// <param name="Count">Things done in this batch; the same kind of thing that <see cref="Held.Count"/> counts.</param>
/// <param name="Blobs">Digests that rows of this batch referred to. They are deleted once no row anywhere refers to them.</param>
/// <param name="More">Whether to call again.</param>
public sealed record ErasedBatch(int Count, IReadOnlyCollection<string> Blobs, bool More)
{
    public static ErasedBatch Nothing { get; } = new(0, [], More: false);

    public static ErasedBatch Of(int count, bool more = false) => new(count, [], more);
}

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
    string Title { get; }
    HoldingPlace Place { get; }
    HoldingFate Fate { get; }

    /// <summary>What happens to them, as one sentence for the page and the certificate.</summary>
    string WhatHappens { get; }

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

    /// <summary>What stays and on which ground, in sentences; empty when nothing does. Asked before anything is erased.</summary>
    Task<IReadOnlyList<string>> RemainsAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([]);
}

public static class SubjectHoldingRegistration
{
    public static IServiceCollection AddSubjectHolding<T>(this IServiceCollection services)
        where T : class, ISubjectHolding => services.AddSingleton<ISubjectHolding, T>();
}
