namespace Governance.Ethics;

/// <summary>The attendance of the board at a point in time.</summary>
/// <param name="Active">Members with a seat, those with a conflict included: a conflict does not make the board smaller.</param>
/// <param name="Needed">More than half of the active members.</param>
/// <param name="Present">Members who are present and may vote.</param>
/// <param name="Nonscientific">Nonscientific and community members among them.</param>
public sealed record Quorum(int Active, int Needed, int Present, int Nonscientific)
{
    /// <summary>Whether there is a quorum.</summary>
    public bool Held => Missing is null;

    /// <summary>
    /// What is missing for a quorum, as the end of a sentence; null when there is a quorum. Stored minutes contain it and their
    /// digest covers it, so its words cannot change.
    /// </summary>
    public string? Missing =>
        Present < Needed
            ? $"{Needed} of {Active} members have to be there who may vote, and {Present} {(Present == 1 ? "is" : "are")}"
        : Nonscientific == 0 ? "no nonscientific or community member who may vote is there"
        : null;
}
