using Governance.Platform;

namespace Governance.Ethics;

/// <summary>The attendance of a member while a review is discussed and voted on.</summary>
public sealed class ReviewPresence : IGoverned
{
    /// <summary>Id of the row.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The review.</summary>
    public required Guid ReviewId { get; init; }

    /// <summary>The seat of the member.</summary>
    public required Guid MemberId { get; init; }

    /// <summary>When the member was last marked as present.</summary>
    public required DateTimeOffset ArrivedAt { get; set; }

    /// <summary>When the member was marked as absent; null while present.</summary>
    public DateTimeOffset? LeftAt { get; set; }
}
