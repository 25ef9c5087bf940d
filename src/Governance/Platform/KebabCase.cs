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
            if (i > 0 && char.IsUpper(pascal[i]) && !char.IsUpper(pascal[i - 1])) text.Append('-');
            text.Append(char.ToLowerInvariant(pascal[i]));
        }
        return text.ToString();
    }

    /// <summary>Free text to a slug of letters, digits and single hyphens; at most 60 characters, never empty.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        // What no text may hold separates words, as everything else that is no letter; Normalize would throw on it.
        if (TextRule.Fault(text) is not null) text = string.Concat(text.Where(char.IsAscii));
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-' && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark) slug.Append('-');
            if (slug.Length == 60) break;
        }
        var trimmed = slug.ToString().Trim('-');
        return trimmed.Length == 0 ? "unnamed" : trimmed;
    }
}
