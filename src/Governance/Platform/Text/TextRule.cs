using System.Buffers;
using System.Text;

namespace Governance.Platform;

/// <summary>
/// The one rule for text at every door. A text holds no NUL (PostgreSQL cannot store it), no half of a surrogate pair (no
/// encoding can write it) and no noncharacter (Unicode reserves U+FDD0 to U+FDEF and the last two code points of every plane
/// for use inside a program, and <see cref="string.Normalize()"/> throws on them), and is no longer than its column.
/// Everything else is text and is kept as it is: control characters, bidirectional marks, emoji.
/// A name, title or reason is also shown in sentences and lists. It must not override the text direction (U+202E makes
/// “gnidaer” look like “reading”), and must end each direction that it starts, so that it does not change how the text
/// around it is shown (UAX #9).
/// </summary>
public static class TextRule
{
    // Code units that can begin an invalid character: NUL, surrogates, and the noncharacters of the first plane.
    private static readonly SearchValues<char> Suspects = SearchValues.Create([
        (char)0,
        .. Range(0xD800, 0xDFFF),
        .. Range(0xFDD0, 0xFDEF),
        (char)0xFFFE,
        (char)0xFFFF,
    ]);

    // Starts and ends of embeddings, overrides and isolates.
    private static readonly SearchValues<char> DirectionMarks = SearchValues.Create([
        .. Range(0x202A, 0x202E),
        .. Range(0x2066, 0x2069),
    ]);

    /// <summary>The first refusal among the fields, in their order; null when all are valid. A null text is valid.</summary>
    public static UnfitText? Check(params ReadOnlySpan<(string Field, string? Text, int Longest)> fields)
    {
        foreach (var (field, text, longest) in fields)
            if (Check(field, text, longest) is { } unfit)
                return unfit;
        return null;
    }

    /// <summary>Checks a text that is not shown beside others: the content of a sample, a search, a part of an address.</summary>
    public static UnfitText? Check(string field, string? text) => Fault(text) is { } fault ? new(field, fault) : null;

    /// <summary>Checks a text that is shown beside others: a name, a title, a reason.</summary>
    /// <param name="longest">In characters (code points), as PostgreSQL counts.</param>
    public static UnfitText? Check(string field, string? text, int longest) =>
        Check(field, text) ?? TooLong(field, text, longest) ?? (Turned(text) is { } turned ? new(field, turned) : null);

    /// <summary>The refusal of a text that is too long; null when it fits.</summary>
    /// <param name="longest">In characters (code points), as PostgreSQL counts; null for no limit.</param>
    public static UnfitText? TooLong(string field, string? text, int? longest) =>
        text?.Length > longest && Length(text) is var length && length > longest
            ? new(field, new TextIsTooLong(length, longest.Value))
            : null;

    /// <summary>
    /// The mark by which a text overrides the text direction, or starts one that it does not end, with its place. Null when
    /// there is none.
    /// </summary>
    public static DirectionMark? Turned(ReadOnlySpan<char> text)
    {
        var open = new Stack<(int At, bool Isolate)>();
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\u202D' or '\u202E':
                    return new(text[at], Place(text, at), Overrides: true);
                case '\u202A' or '\u202B' or (>= '\u2066' and <= '\u2068'):
                    open.Push((at, text[at] >= '\u2066'));
                    break;
                case '\u202C' when open.TryPeek(out var begun) && !begun.Isolate:
                    open.Pop();
                    break;
                case '\u2069' when open.Any(begin => begin.Isolate):
                    while (!open.Pop().Isolate) { }
                    break;
            }
        }
        return open.TryPeek(out var last) ? new(text[last.At], Place(text, last.At), Overrides: false) : null;
    }

    /// <summary>The first invalid character of a text with its place; null when the text is valid.</summary>
    public static InvalidCharacter? Fault(ReadOnlySpan<char> text)
    {
        for (var at = 0; ; at++)
        {
            var next = text[at..].IndexOfAny(Suspects);
            if (next < 0)
                return null;
            at += next;
            var c = text[at];
            if (!char.IsHighSurrogate(c) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                return new(c, Place(text, at));
            var point = char.ConvertToUtf32(c, text[at + 1]);
            if ((point & 0xFFFE) == 0xFFFE)
                return new(point, Place(text, at));
            at++;
        }
    }

    /// <summary>Characters (code points) of a valid text.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = text.Length;
        foreach (var c in text)
            if (char.IsLowSurrogate(c))
                length--;
        return length;
    }

    /// <summary>
    /// The text when it fits the length; otherwise its beginning and “…”, never with half a character at the end.
    /// </summary>
    /// <param name="longest">In characters, as <c>Check</c> counts; at least 1.</param>
    public static string Shorten(string text, int longest)
    {
        if (text.Length <= longest || Length(text) <= longest)
            return text;
        var (at, left) = (0, longest - 1);
        for (; left > 0; left--)
            at += char.IsHighSurrogate(text[at]) ? 2 : 1;
        return string.Concat(text.AsSpan(0, at), "…");
    }

    /// <summary>
    /// An untrusted text for a sentence: invalid characters, control characters, line breaks and direction marks become U+FFFD,
    /// so that the sentence can be stored and read, and a long text is shortened.
    /// </summary>
    public static string Shown(string text, int longest = 80)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, 2 * longest + 2)).EnumerateRunes())
            shown.Append(IsShown(rune) ? rune.ToString() : "\uFFFD");
        return Shorten(shown.ToString(), longest);
    }

    /// <summary>A sentence without direction marks.</summary>
    public static string Straight(string sentence) =>
        sentence.AsSpan().IndexOfAny(DirectionMarks) < 0
            ? sentence
            : string.Concat(sentence.Where(c => !DirectionMarks.Contains(c)));

    private static bool IsShown(Rune rune) =>
        !Rune.IsControl(rune)
        && (rune.Value & 0xFFFE) != 0xFFFE
        && rune.Value is not (>= 0xFDD0 and <= 0xFDEF)
        && !(rune.IsBmp && DirectionMarks.Contains((char)rune.Value));

    private static int Place(ReadOnlySpan<char> text, int at) => Length(text[..at]) + 1;

    private static IEnumerable<char> Range(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(c => (char)c);
}
