using Governance.Platform;

namespace Governance.Models;

/// <summary>
/// A proposed move of an alias. A promotion waits for a second person. A rollback is carried out at once; it has a proposal
/// too, because the gates' answers belong to one.
/// </summary>
public sealed class AliasProposal : IGoverned
{
    /// <summary>The proposal; a version 7 UUID, so proposals sort by age.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The model.</summary>
    public required Guid ModelId { get; init; }

    /// <summary>The alias that is to move.</summary>
    public required string Alias { get; init; }

    /// <summary>Promotion or rollback.</summary>
    public required AliasMove Move { get; init; }

    /// <summary>
    /// The version that the alias pointed to when the move was proposed; null when the alias was new. If it has moved since,
    /// the proposal can no longer be carried out.
    /// </summary>
    public required Guid? FromVersionId { get; init; }

    /// <summary>The version that the alias is to point to.</summary>
    public required Guid ToVersionId { get; init; }

    /// <summary>Why it is to move, in the proposer's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who proposed the move.</summary>
    public required Guid ProposedById { get; init; }

    /// <summary>Who proposed it, and when.</summary>
    public required Stamp Proposed { get; init; }

    /// <summary>Open, carried out or withdrawn.</summary>
    public required ProposalState State { get; set; }

    /// <summary>Who closed it, and when; null while it is open.</summary>
    public Stamp? Closed { get; set; }
}
