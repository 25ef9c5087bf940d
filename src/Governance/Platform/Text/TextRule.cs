using System.Buffers;
using System.Globalization;
using System.Text;

namespace Governance.Platform;

/// <summary>
/// The one rule for text at every door. A text holds no NUL (PostgreSQL cannot store it), no half of a surrogate pair (no
/// encoding can write it) and no noncharacter (Unicode reserves U+FDD0 to U+FDEF and the last two code points of every plane
/// for use inside a program, and <see cref="string.Normalize()"/> throws on them), and is no longer than its column.
/// Everything else is text and is kept as it is: control characters, bidirectional marks, emoji.
/// A name, title or reason also stands in sentences and lists beside others. It overrides no direction of writing (it would
/// read as another: U+202E makes “gnidaer” look like “reading”) and ends each that it begins, so that it turns nothing round
/// but itself (UAX #9).
/// </summary>
public static class TextRule
{
    // Code units that may begin something unfit: NUL, surrogates, and the noncharacters of the first plane.
    private static readonly SearchValues<char> Suspects = SearchValues.Create([
        (char)0,
        .. Range(0xD800, 0xDFFF),
        .. Range(0xFDD0, 0xFDEF),
        (char)0xFFFE,
        (char)0xFFFF,
    ]);

    // Begins and ends of embeddings, overrides and isolates.
    private static readonly SearchValues<char> Turns = SearchValues.Create([
        .. Range(0x202A, 0x202E),
        .. Range(0x2066, 0x2069),
    ]);

    /// <summary>The first refusal among the fields, in their order; null when all are fit. A null text is fit.</summary>
    public static UnfitText? Check(params ReadOnlySpan<(string Field, string? Text, int Longest)> fields)
    {
        foreach (var (field, text, longest) in fields)
            if (Check(field, text, longest) is { } unfit)
                return unfit;
        return null;
    }

    /// <summary>A text that only has to be one: the content of a sample, a search, a part of an address.</summary>
    public static UnfitText? Check(string field, string? text) =>
        Fault(text) is { } fault
            ? new(field, $"holds {fault}", "Remove that character, or save the text again as UTF-8.")
            : null;

    /// <summary>A text that is shown beside others: a name, a title, a reason.</summary>
    /// <param name="longest">In characters (code points), as PostgreSQL counts.</param>
    public static UnfitText? Check(string field, string? text, int longest) =>
        Check(field, text)
        ?? TooLong(field, text, longest)
        ?? (Turned(text) is { } turned ? new(field, $"holds {turned}", "Remove that invisible character.") : null);

    /// <param name="longest">In characters (code points), as PostgreSQL counts; null where nothing bounds the text.</param>
    public static UnfitText? TooLong(string field, string? text, int? longest) =>
        text?.Length > longest && Length(text) is var length && length > longest
            ? new(field, $"is {Show(length)} characters long; it takes at most {Show(longest.Value)}", "Shorten it.")
            : null;

    /// <summary>
    /// Which direction of writing a text overrides, or begins and does not end, and where: “U+202E at character 1, which …”.
    /// Null when it turns round nothing but itself.
    /// </summary>
    public static string? Turned(ReadOnlySpan<char> text)
    {
        var open = new Stack<(int At, bool Isolate)>();
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\u202D' or '\u202E':
                    return $"U+{(int)text[at]:X4} {Place(text, at)}, which makes a text read as another";
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
        return open.TryPeek(out var last)
            ? $"U+{(int)text[last.At]:X4} {Place(text, last.At)}, a direction of writing that the text does not end"
            : null;
    }

    /// <summary>What the text holds that no text may hold, and where, in words: “U+0000 at character 3”. Null when it is fit.</summary>
    public static string? Fault(ReadOnlySpan<char> text)
    {
        for (var at = 0; ; at++)
        {
            var next = text[at..].IndexOfAny(Suspects);
            if (next < 0)
                return null;
            at += next;
            var c = text[at];
            if (!char.IsSurrogate(c))
                return c == 0
                    ? $"the character NUL {Place(text, at)}"
                    : $"U+{(int)c:X4}, which is not a character, {Place(text, at)}";
            if (!char.IsHighSurrogate(c) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                return $"half a character (U+{(int)c:X4}) {Place(text, at)}";
            var point = char.ConvertToUtf32(c, text[at + 1]);
            if ((point & 0xFFFE) == 0xFFFE)
                return $"U+{point:X}, which is not a character, {Place(text, at)}";
            at++;
        }
    }

    /// <summary>Characters (code points) in a fit text.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = text.Length;
        foreach (var c in text)
            if (char.IsLowSurrogate(c))
                length--;
        return length;
    }

    /// <summary>
    /// The text if it is fit for the length; otherwise its beginning and “…”, never with half a character
    /// at the end.
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
    /// A stranger's text as one of our sentences shows it: what no text may hold and line breaks as U+FFFD, so that the sentence
    /// can be stored and read, what turns a text round likewise, and no longer than it helps.
    /// </summary>
    public static string Shown(string text, int longest = 80)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, 2 * longest + 2)).EnumerateRunes())
            shown.Append(IsShown(rune) ? rune.ToString() : "\uFFFD");
        return Shorten(shown.ToString(), longest);
    }

    /// <summary>A sentence without characters that turn round how it is read.</summary>
    public static string Straight(string sentence) =>
        sentence.AsSpan().IndexOfAny(Turns) < 0 ? sentence : string.Concat(sentence.Where(c => !Turns.Contains(c)));

    private static bool IsShown(Rune rune) =>
        !Rune.IsControl(rune)
        && (rune.Value & 0xFFFE) != 0xFFFE
        && rune.Value is not (>= 0xFDD0 and <= 0xFDEF)
        && !(rune.IsBmp && Turns.Contains((char)rune.Value));

    private static string Place(ReadOnlySpan<char> text, int at) => $"at character {Show(Length(text[..at]) + 1)}";

    private static string Show(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static IEnumerable<char> Range(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(c => (char)c);
}
