using System.Text;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>Normalises texts: Unicode NFC, <c>\n</c> as line break, no other control character than tabs.</summary>
internal static class TextNormaliser
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static Result<NormalText> FromBytes(ReadOnlySpan<byte> bytes, string path, int maxCharacters)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        try
        {
            return FromText(Strict.GetString(bytes), path, maxCharacters);
        }
        catch (DecoderFallbackException)
        {
            return new TextNotUtf8(path);
        }
    }

    public static Result<NormalText> FromText(string text, string path, int maxCharacters)
    {
        if (text.Length > maxCharacters)
            return new TextTooLong(path, maxCharacters);
        if (TextRule.Fault(text) is { } fault)
            return new TextUnfit(path, fault);
        var clean = new StringBuilder(text.Length);
        var removed = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r')
            {
                if (i + 1 >= text.Length || text[i + 1] != '\n')
                    clean.Append('\n');
            }
            else if (char.IsControl(c) && c is not ('\n' or '\t') || c == '\uFEFF')
                removed++;
            else
                clean.Append(c);
        }
        var plain = clean.ToString();
        var composed = plain.Normalize(NormalizationForm.FormC);
        return new NormalText(composed, removed, composed != plain);
    }
}
