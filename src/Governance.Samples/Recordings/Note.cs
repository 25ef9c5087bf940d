namespace Governance.Samples;

/// <summary>An inspector's note, and where it says what was found.</summary>
/// <param name="FindingStart">In characters, which are code points here: the notes are ASCII.</param>
internal sealed record Note(string Text, int FindingStart, int FindingLength)
{
    public string Finding => Text.Substring(FindingStart, FindingLength);
}
