namespace Governance.Ledger;

/// <summary>
/// The opening of one commitment: value and salt. After the row is erased, the entry stays verifiable but no longer shows
/// the value.
/// </summary>
public sealed class LedgerOpening
{
    /// <summary>Id of the row.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The entry that contains the commitment.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>Name of the field in the entry's body.</summary>
    public required string Field { get; init; }

    /// <summary>32 random bytes.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>The personal value.</summary>
    public required string Value { get; init; }

    /// <summary>The subject that the value belongs to, by which an erasure finds it; null when it belongs to no subject.</summary>
    public Guid? SubjectId { get; init; }
}
