using System.Diagnostics.CodeAnalysis;
using Governance.Platform;

namespace Governance.Web.Api;

/// <summary>
/// An enum in a query, spelt as the API writes it: <c>state=sealed</c>, <c>file-missing</c> and <c>fileMissing</c> alike.
/// Binding the enum itself would insist on its C# spelling, and take numbers.
/// </summary>
internal readonly record struct Word<T>(T Value) : IParsable<Word<T>>
    where T : struct, Enum
{
    public static Word<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var word)
            ? word
            : throw new FormatException($"Use one of {string.Join(", ", Enum.GetNames<T>().Select(KebabCase.From))}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Word<T> result)
    {
        result = default;
        if (string.IsNullOrEmpty(s) || !char.IsAsciiLetter(s[0]))
            return false;
        if (
            !Enum.TryParse<T>(s.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value)
            || !Enum.IsDefined(value)
        )
            return false;
        result = new(value);
        return true;
    }
}
