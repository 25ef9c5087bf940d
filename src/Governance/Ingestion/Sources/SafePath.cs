using System.Text;
using Governance.Platform;

namespace Governance.Ingestion;

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
        if (name.Length > MaxLength)
            return new PathTooLong(ForShowing(name), MaxLength);
        // U+FFFD: bytes that are not UTF-8. Two such names look alike, and none can be opened or listed by its name.
        if (
            TextRule.Fault(name) is not null
            || TextRule.Turned(name) is not null
            || name.Any(c => char.IsControl(c) || c == '\uFFFD')
        )
            return new PathUnreadable(ForShowing(name));
        var path = name.Replace('\\', '/');
        if (path.StartsWith('/') || path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
            return new PathAbsolute(ForShowing(name));
        // “./a” is what tar writes for a.
        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..];
        var segments = path.Split('/');
        if (segments.Contains(".."))
            return new PathEscapes(ForShowing(name));
        if (segments.Any(s => s is "" or "."))
            return new PathUnreadable(ForShowing(name));
        path = path.Normalize(NormalizationForm.FormC);
        return path.Length > MaxLength ? new PathTooLong(ForShowing(path), MaxLength) : path;
    }

    /// <summary>What no name may hold as U+FFFD, cut to what a row can hold.</summary>
    public static string ForShowing(string name) => TextRule.Shown(name, MaxLength);
}
