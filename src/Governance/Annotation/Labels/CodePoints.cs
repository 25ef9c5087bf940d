namespace Governance.Annotation;

/// <summary>Converts offsets: the W3C model counts Unicode code points, .NET counts UTF-16 units.</summary>
internal static class CodePoints
{
    public static int Count(string text) => text.EnumerateRunes().Count();

    /// <summary>The UTF-16 offset of a code point, or null beyond the end of the text.</summary>
    public static int? ToUnits(string text, int points)
    {
        var units = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (points-- == 0)
                return units;
            units += rune.Utf16SequenceLength;
        }
        return points == 0 ? units : null;
    }
}
