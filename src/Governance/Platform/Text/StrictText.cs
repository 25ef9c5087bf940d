using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Governance.Platform;

/// <summary>
/// Opens untrusted text: bytes that do not belong to the encoding become <see cref="Damaged"/>, which <see cref="TextRule"/>
/// refuses where it occurs, so that a damaged cell costs its row and not the file.
/// </summary>
public static class StrictText
{
    /// <summary>
    /// Half a surrogate pair, which no reader of this class returns. A CSV reader needs a character that begins a comment, and
    /// silently skips rows with it; no row begins with this one.
    /// </summary>
    public const char Never = '\uDFFF';

    /// <summary>A noncharacter, which no valid text contains.</summary>
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

    /// <summary>Opens text in an encoding, or in the one that a byte order mark names.</summary>
    /// <param name="content">Read from its position; it need not be seekable.</param>
    /// <param name="encoding">Used without a byte order mark. The mark itself is left out.</param>
    public static async Task<StreamReader> OpenAsync(Stream content, Encoding encoding, CancellationToken ct)
    {
        // StreamReader finds the mark as well, but silently replaces bytes that do not belong to the encoding.
        var bytes = PipeReader.Create(content, new(leaveOpen: true));
        var head = (await bytes.ReadAtLeastAsync(4, ct)).Buffer;
        var first = new byte[(int)Math.Min(4, head.Length)];
        head.Slice(0, first.Length).CopyTo(first);
        var (marked, length) = MarkOf(first);
        bytes.AdvanceTo(head.GetPosition(length));
        return new(bytes.AsStream(), Marking(marked ?? encoding), detectEncodingFromByteOrderMarks: false, 1 << 16);
    }

    /// <summary>The refusal of a cell that came through a reader of this class; null when it is valid.</summary>
    /// <param name="encoding">Name of the encoding for the message.</param>
    public static UnfitText? Check(string field, ReadOnlySpan<char> text, string encoding = "UTF-8")
    {
        if (TextRule.Fault(text) is not { } fault)
            return null;
        var damaged = text.IndexOf(Damaged) is var at && at >= 0 && TextRule.Fault(text[..at]) is null;
        return new(field, damaged ? new BytesNotOfEncoding(encoding, TextRule.Length(text[..at]) + 1) : fault);
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
