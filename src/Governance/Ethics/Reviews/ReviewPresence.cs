using Governance.Platform;

namespace Governance.Ethics;

/// <summary>A member at the table while a review is discussed and voted on.</summary>
public sealed class ReviewPresence : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReviewId { get; init; }
    public required Guid MemberId { get; init; }
    public required DateTimeOffset ArrivedAt { get; set; }

    /// <summary>Null while the member is there.</summary>
    public DateTimeOffset? LeftAt { get; set; }
}
