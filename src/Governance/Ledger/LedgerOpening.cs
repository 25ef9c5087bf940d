namespace Governance.Ledger;

/// <summary>
/// The opening of one commitment: value and salt. Erasing the row leaves the entry provable and the person unknown.
/// </summary>
public sealed class LedgerOpening
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EntryId { get; init; }
    public required string Field { get; init; }
    public required byte[] Salt { get; init; }
    public required string Value { get; init; }

    /// <summary>Whose data it is, so that an erasure finds it; null when it is nobody's.</summary>
    public Guid? SubjectId { get; init; }
}
