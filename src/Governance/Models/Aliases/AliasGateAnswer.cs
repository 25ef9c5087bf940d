using Governance.Platform;

namespace Governance.Models;

/// <summary>One gate's answer, kept as it was given.</summary>
public sealed class AliasGateAnswer
{
    /// <summary>In characters: an answer may tell of many conditions.</summary>
    public const int LongestLine = 1_000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ProposalId { get; init; }
    public required GatePhase Phase { get; init; }

    /// <summary>The order in which the gates stand.</summary>
    public required int Ordinal { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required string Gate { get; init; }
    public required GateState State { get; init; }
    public required Message Answer { get; init; }
    public string Line => TextRule.Shorten(Answer.Text, LongestLine);
    public string? Link { get; init; }
    public string? Digest { get; init; }
}
