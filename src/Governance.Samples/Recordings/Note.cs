namespace Governance.Samples;

/// <summary>An inspector's note, with the position of the finding in it.</summary>
/// <param name="FindingStart">In characters, which are code points here: the notes are ASCII.</param>
internal sealed record Note(string Text, int FindingStart, int FindingLength)
{
    public string Finding => Text.Substring(FindingStart, FindingLength);
}
