using System.Text;
using Governance.Platform;

namespace Governance.Ingestion.Sources;

/// <summary>
/// Names inside archives are strangers' text. Nothing is ever unpacked to them; they are compared with patterns and shown,
/// and a name that tries to be more than that is refused.
/// </summary>
internal static class SafePath
{
    public const int MaxLength = 1_000;

    /// <summary>Relative, with /, without . or .., in Unicode NFC (Macs write NFD, tables hold NFC).</summary>
    public static Result<string> Normal(string name)
    {
        if (name.Length > MaxLength) return new PathTooLong(ForShowing(name), MaxLength);
        if (name.Any(c => char.IsControl(c) || char.IsSurrogate(c) && !Paired(name))) return new PathUnreadable(ForShowing(name));
        var path = name.Replace('\\', '/');
        if (path.StartsWith('/') || path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])) return new PathAbsolute(ForShowing(name));
        // “./a” is what tar writes for a.
        while (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        var segments = path.Split('/');
        if (segments.Contains("..")) return new PathEscapes(ForShowing(name));
        if (segments.Any(s => s is "" or ".")) return new PathUnreadable(ForShowing(name));
        return path.Normalize(NormalizationForm.FormC);
    }

    /// <summary>Control characters as U+FFFD, cut to what a row can hold.</summary>
    public static string ForShowing(string name)
    {
        var cut = name.Length > MaxLength ? name[..(MaxLength - 1)] + "…" : name;
        return string.Concat(cut.EnumerateRunes().Select(r => Rune.IsControl(r) ? "\uFFFD" : r.ToString()));
    }

    private static bool Paired(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }
}
