using System.Globalization;

namespace Governance.Platform;

/// <summary>A character that no text may contain.</summary>
/// <param name="Point">The code point; 0 is NUL, and a surrogate is half a character.</param>
/// <param name="At">Its place in characters (code points), from 1.</param>
[Code("invalid-character")]
public sealed record InvalidCharacter(int Point, int At)
    : Statement(string.Create(CultureInfo.InvariantCulture, $"{Named(Point)} at character {At:N0}"))
{
    private static string Named(int point) =>
        point switch
        {
            0 => "the character NUL",
            >= 0xD800 and <= 0xDFFF => $"half a character (U+{point:X4})",
            _ => $"U+{point:X4}, which is not a character,",
        };
}

/// <summary>A mark that changes how the text around a name is shown.</summary>
/// <param name="At">Its place in characters (code points), from 1.</param>
/// <param name="Overrides">Whether it overrides the direction; otherwise it starts one that the text does not end.</param>
[Code("direction-mark")]
public sealed record DirectionMark(int Point, int At, bool Overrides)
    : Statement(
        string.Create(CultureInfo.InvariantCulture, $"U+{Point:X4} at character {At:N0}, which ")
            + (
                Overrides
                    ? "overrides the direction of the text after it"
                    : "starts a text direction that the text does not end"
            )
    );

/// <summary>A text is longer than its field.</summary>
/// <param name="Length">In characters (code points).</param>
/// <param name="Longest">What the field takes.</param>
[Code("text-is-too-long")]
public sealed record TextIsTooLong(int Length, int Longest)
    : Statement(
        string.Create(CultureInfo.InvariantCulture, $"is {Length:N0} characters long; it takes at most {Longest:N0}")
    );

/// <summary>Bytes of a file do not belong to the encoding that it is read with.</summary>
/// <param name="At">Their place in characters (code points), from 1.</param>
[Code("bytes-not-of-encoding")]
public sealed record BytesNotOfEncoding(string Encoding, int At)
    : Statement(
        string.Create(
            CultureInfo.InvariantCulture,
            $"contains bytes that are not {Encoding}, or U+FFFF, at character {At:N0}"
        )
    );
