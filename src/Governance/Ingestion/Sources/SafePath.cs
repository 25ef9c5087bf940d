using System.Text;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>
/// Checks the names of files in a source, which are untrusted. Nothing is unpacked to them: they are matched with patterns
/// and shown, and names that point elsewhere are refused.
/// </summary>
internal static class SafePath
{
    public const int MaxLength = 1_000;

    /// <summary>Relative, with /, without . or .., in Unicode NFC (Macs write NFD, tables hold NFC).</summary>
    public static Result<string> Normal(string name)
    {
        if (name.Length > MaxLength)
            return new PathTooLong(ForShowing(name), MaxLength);
        // U+FFFD replaces bytes that are not UTF-8: such names look alike, and no file can be opened by them.
        if (
            TextRule.Fault(name) is not null
            || TextRule.Turned(name) is not null
            || name.Any(c => char.IsControl(c) || c == '\uFFFD')
        )
            return new PathUnreadable(ForShowing(name));
        var path = name.Replace('\\', '/');
        if (path.StartsWith('/') || path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
            return new PathAbsolute(ForShowing(name));
        // tar writes “./a” for “a”.
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

    /// <summary>The name for messages and rows: invalid characters as U+FFFD, at most 1,000 characters.</summary>
    public static string ForShowing(string name) => TextRule.Shown(name, MaxLength);
}
