using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Governance.Platform;

/// <summary>Names for URLs and codes.</summary>
public static class KebabCase
{
    /// <summary><c>SampleNotFound</c> → <c>sample-not-found</c>.</summary>
    public static string From(string pascal)
    {
        var text = new StringBuilder(pascal.Length + 8);
        for (var i = 0; i < pascal.Length; i++)
        {
            if (i > 0 && char.IsUpper(pascal[i]) && !char.IsUpper(pascal[i - 1]))
                text.Append('-');
            text.Append(char.ToLowerInvariant(pascal[i]));
        }
        return text.ToString();
    }

    /// <summary>Free text to a slug of letters, digits and single hyphens; at most 60 characters, never empty.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        // Normalize throws on invalid characters; they separate words, like everything that is not a letter.
        if (TextRule.Fault(text) is not null)
            text = string.Concat(text.Where(char.IsAscii));
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-' && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                slug.Append('-');
            if (slug.Length == 60)
                break;
        }
        var trimmed = slug.ToString().Trim('-');
        return trimmed.Length == 0 ? "unnamed" : trimmed;
    }

    /// <summary>
    /// A slug that is the same only for texts that differ in nothing but case, accents and punctuation: where letters or the
    /// end of the text do not go into <see cref="Slug"/>, eight digits of the text's SHA-256 follow.
    /// </summary>
    /// <param name="text">A fit text, as <see cref="TextRule"/> says.</param>
    public static string DistinctSlug(string text)
    {
        var runes = text.Normalize(NormalizationForm.FormD)
            .ToLowerInvariant()
            .EnumerateRunes()
            .Where(r => Rune.IsLetterOrDigit(r) || IsMark(r))
            .ToList();
        var letters = string.Concat(runes.Where(Rune.IsLetterOrDigit));
        var slug = Slug(text);
        if (letters == slug.Replace("-", "", StringComparison.Ordinal))
            return slug;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(runes))))[..8];
        return $"{(slug.Length > 51 ? slug[..51].TrimEnd('-') : slug)}-{digest}";
    }

    /// <summary>An accent, or a vowel sign, which makes another word in many scripts.</summary>
    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;
}
