using Governance.Platform;

namespace Governance.Ethics;

/// <summary>
/// A declared conflict of interest. The member may inform the board, but does not count towards the quorum and does not vote.
/// </summary>
public sealed class ConflictOfInterest : IGoverned
{
    /// <summary>Id of the declaration.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The review.</summary>
    public required Guid ReviewId { get; init; }

    /// <summary>The seat of the member.</summary>
    public required Guid MemberId { get; init; }

    /// <summary>The interest, in the words of the member.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was declared.</summary>
    public required DateTimeOffset DeclaredAt { get; init; }
}
