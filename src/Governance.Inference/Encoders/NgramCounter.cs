using System.Globalization;
using System.Text;
using Governance.Statistics.Intervals;

namespace Governance.Inference.Encoders;

/// <summary>
/// Counts of hashed character n-grams and words (the hashing trick, Weinberger et al. 2009; n-grams within words with
/// marked ends as in fastText, Bojanowski et al. 2017). The hash is FNV-1a with a final mix, the same on every machine.
/// </summary>
internal static class NgramCounter
{
    public static float[] Count(string text, HashedNgrams how, int maxCharacters)
    {
        var counts = new float[how.Buckets];
        foreach (var word in Words(Beginning(text, maxCharacters)))
        {
            if (how.Words)
                counts[Bucket(word.AsSpan(), 'w', how)]++;
            if (how.Longest > 0)
                CountNgrams($"\u0002{word}\u0003", how, counts);
        }
        return counts;
    }

    /// <summary>Cuts the text, but never between the halves of a surrogate pair: such a text cannot be normalised.</summary>
    private static string Beginning(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    private static void CountNgrams(string marked, HashedNgrams how, float[] counts)
    {
        for (var length = Math.Max(1, how.Shortest); length <= how.Longest; length++)
        {
            for (var start = 0; start + length <= marked.Length; start++)
                counts[Bucket(marked.AsSpan(start, length), 'c', how)]++;
        }
    }

    /// <summary>Runs of letters, marks and digits in lower case, after normalisation (NFKC); everything else separates words.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in Composed(text).EnumerateRunes())
        {
            if (
                Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.NonSpacingMark
                        or UnicodeCategory.SpacingCombiningMark
            )
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }
        if (word.Length > 0)
            yield return word.ToString();
    }

    /// <summary>A text with half a surrogate pair cannot be normalised and is used as it is.</summary>
    private static string Composed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static int Bucket(ReadOnlySpan<char> gram, char kind, HashedNgrams how)
    {
        var hash = (0xCBF29CE484222325 ^ kind) * 0x100000001B3;
        foreach (var c in gram)
            hash = (hash ^ c) * 0x100000001B3;
        return (int)(SplitMix64.Mix(hash ^ how.Seed) % (ulong)how.Buckets);
    }
}
