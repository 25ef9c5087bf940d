using Governance.Platform;

namespace Governance.Models;

/// <summary>A stored answer of a gate; it never changes.</summary>
public sealed class AliasGateAnswer
{
    /// <summary>The longest <see cref="Line"/>, in characters; longer ones are shortened.</summary>
    public const int LongestLine = 1_000;

    /// <summary>The answer.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The proposal that it was given for.</summary>
    public required Guid ProposalId { get; init; }

    /// <summary>When the gate was asked.</summary>
    public required GatePhase Phase { get; init; }

    /// <summary>0-based position of the gate in the list.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The instant for which it was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Name of the gate; see <see cref="IPromotionGate.Name"/>.</summary>
    public required string Gate { get; init; }

    /// <summary>Whether the gate lets the alias move.</summary>
    public required GateState State { get; init; }

    /// <summary>What the gate found.</summary>
    public required Message Answer { get; init; }

    /// <summary>The answer as a sentence.</summary>
    public string Line => TextRule.Shorten(Answer.Text, LongestLine);

    /// <summary>Page inside the portal with details; null = none.</summary>
    public string? Link { get; init; }

    /// <summary>Digest of what the answer relies on, 64 hex characters; null = nothing.</summary>
    public string? Digest { get; init; }
}
