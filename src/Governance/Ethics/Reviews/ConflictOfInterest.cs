using Governance.Platform;

namespace Governance.Ethics;

/// <summary>A member says why they cannot judge this review. They may inform the board; they do not count and do not vote.</summary>
public sealed class ConflictOfInterest : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReviewId { get; init; }
    public required Guid MemberId { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset DeclaredAt { get; init; }
}
