using Governance.Platform;

namespace Governance.Ethics;

/// <summary>The vote of a member. It can be changed until the vote is closed.</summary>
public sealed class ReviewVote : IGoverned
{
    /// <summary>Id of the row.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The review.</summary>
    public required Guid ReviewId { get; init; }

    /// <summary>The seat of the member.</summary>
    public required Guid MemberId { get; init; }

    /// <summary>The vote.</summary>
    public required VoteChoice Choice { get; set; }

    /// <summary>The reason; required for a vote against.</summary>
    public string? Comment { get; set; }

    /// <summary>When the vote was cast or last changed.</summary>
    public required DateTimeOffset CastAt { get; set; }
}
