using Governance.Platform;

namespace Governance.Models;

/// <summary>
/// A move that was asked for. A promotion waits for a second person; a rollback is carried at once and still leaves
/// its proposal, because the gates' answers hang on it.
/// </summary>
public sealed class AliasProposal : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ModelId { get; init; }
    public required string Alias { get; init; }
    public required AliasMove Move { get; init; }

    /// <summary>
    /// Where the alias stood when it was proposed; null = nowhere yet. Moved since, the proposal can no longer be
    /// carried.
    /// </summary>
    public required Guid? FromVersionId { get; init; }
    public required Guid ToVersionId { get; init; }
    public required string Reason { get; init; }
    public required Guid ProposedById { get; init; }
    public required string ProposedBy { get; init; }
    public required DateTimeOffset ProposedAt { get; init; }
    public required ProposalState State { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public string? ClosedBy { get; set; }
}
