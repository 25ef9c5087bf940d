namespace Governance.Ethics;

/// <summary>How the board stands at one instant.</summary>
/// <param name="Active">Members with a seat, conflicted ones too: declaring a conflict does not make the board smaller.</param>
/// <param name="Needed">More than half of the active members.</param>
/// <param name="Present">Members there who may vote.</param>
/// <param name="Nonscientific">Those of the present whose concerns are not scientific.</param>
public sealed record Quorum(int Active, int Needed, int Present, int Nonscientific)
{
    public bool Held => Missing is null;

    /// <summary>What the board lacks, as the end of a sentence; null when a vote counts.</summary>
    public string? Missing =>
        Present < Needed
            ? $"{Needed} of {Active} members have to be there who may vote, and {Present} {(Present == 1 ? "is" : "are")}"
        : Nonscientific == 0 ? "no nonscientific or community member who may vote is there"
        : null;
}
