using System.Diagnostics.CodeAnalysis;
using Governance.Platform;

namespace Governance.Web.Api;

/// <summary>
/// An enum in a query, spelt as the API writes it: <c>state=sealed</c>; both <c>file-missing</c> and <c>fileMissing</c> work.
/// The framework's own binding requires the C# spelling and accepts numbers.
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
