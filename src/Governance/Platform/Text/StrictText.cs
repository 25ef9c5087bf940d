using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Governance.Platform;

/// <summary>
/// Opens text of strangers without guessing and without giving up: bytes that do not belong to the encoding become
/// <see cref="Damaged"/>, which <see cref="TextRule"/> refuses where it stands. So a damaged cell costs its row, not its file.
/// </summary>
public static class StrictText
{
    /// <summary>
    /// Half a character, which no reader of this class gives. A CSV reader must be told a sign that begins a comment, and leaves
    /// such rows out in silence: this one no row begins with.
    /// </summary>
    public const char Never = '\uDFFF';

    /// <summary>A noncharacter: it stands in no text that is fit.</summary>
    private const char Damaged = '\uFFFF';

    /// <summary>The same encoding with <see cref="Damaged"/> for bytes that do not belong to it.</summary>
    public static Encoding Marking(Encoding encoding)
    {
        var marking = (Encoding)encoding.Clone();
        marking.DecoderFallback = new DecoderReplacementFallback(Damaged.ToString());
        return marking;
    }

    /// <summary>UTF-8, unless a byte order mark says otherwise.</summary>
    public static Task<StreamReader> OpenAsync(Stream content, CancellationToken ct) =>
        OpenAsync(content, new UTF8Encoding(false), ct);

    /// <param name="content">Read from where it stands; need not be seekable.</param>
    /// <param name="encoding">Unless a byte order mark says otherwise. The mark itself is left out.</param>
    public static async Task<StreamReader> OpenAsync(Stream content, Encoding encoding, CancellationToken ct)
    {
        // StreamReader would find the mark as well, but replaces silently what does not belong to the encoding that it then takes.
        var bytes = PipeReader.Create(content, new(leaveOpen: true));
        var head = (await bytes.ReadAtLeastAsync(4, ct)).Buffer;
        var first = new byte[(int)Math.Min(4, head.Length)];
        head.Slice(0, first.Length).CopyTo(first);
        var (marked, length) = MarkOf(first);
        bytes.AdvanceTo(head.GetPosition(length));
        return new(bytes.AsStream(), Marking(marked ?? encoding), detectEncodingFromByteOrderMarks: false, 1 << 16);
    }

    /// <summary>The refusal of a cell that came through a reader of this class; null when it is fit.</summary>
    /// <param name="encoding">Of the file, as a person calls it.</param>
    public static UnfitText? Check(string field, ReadOnlySpan<char> text, string encoding = "UTF-8")
    {
        if (TextRule.Fault(text) is not { } fault)
            return null;
        var damaged = text.IndexOf(Damaged) is var at && at >= 0 && TextRule.Fault(text[..at]) is null;
        return damaged
            ? new(
                field,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"holds bytes that are not {encoding}, or U+FFFF, at character {TextRule.Length(text[..at]) + 1:N0}"
                ),
                $"Save the file again as {encoding}."
            )
            : new(field, $"holds {fault}", "Remove that character.");
    }

    private static (Encoding? Encoding, int Length) MarkOf(ReadOnlySpan<byte> first) =>
        first switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false), 3),
            [0xFF, 0xFE, 0, 0] => (new UTF32Encoding(bigEndian: false, byteOrderMark: false), 4),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false), 2),
            _ => (null, 0),
        };
}
