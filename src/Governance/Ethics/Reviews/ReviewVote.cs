using Governance.Platform;

namespace Governance.Ethics;

/// <summary>One member's vote. It may change while the vote is open, and never after.</summary>
public sealed class ReviewVote : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReviewId { get; init; }
    public required Guid MemberId { get; init; }
    public required VoteChoice Choice { get; set; }
    public string? Comment { get; set; }
    public required DateTimeOffset CastAt { get; set; }
}
