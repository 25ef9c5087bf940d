using System.Text.RegularExpressions;

namespace Governance.Platform.Outbound;

/// <summary>
/// The e-mail addresses that the portal sends to: a local part of letters, digits and common signs, and a domain with at least one
/// dot. Names, comments, quotes, addresses of hosts and letters outside ASCII, which RFC 5322 or 6531 also allow, are refused.
/// </summary>
public static partial class EmailAddress
{
    /// <summary>Most characters (RFC 5321 §4.5.3.1.3, without the angle brackets).</summary>
    public const int MaxLength = 254;

    /// <summary>Whether the text is one address and nothing else.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: <= MaxLength } && Form().IsMatch(text) && text.IndexOf('@', StringComparison.Ordinal) <= 64;

    /// <summary>The part after the @.</summary>
    public static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    [GeneratedRegex(
        @"\A[A-Za-z0-9_+&'=~^-]+(\.[A-Za-z0-9_+&'=~^-]+)*"
            + @"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
