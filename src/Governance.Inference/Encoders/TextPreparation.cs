namespace Governance.Inference.Encoders;

/// <summary>Text becomes either counts of hashed n-grams or token ids of a WordPiece vocabulary: exactly one of the two is given.</summary>
/// <param name="MaxCharacters">What lies beyond is not read.</param>
public sealed record TextPreparation(
    HashedNgrams? Ngrams = null,
    WordPiece? WordPiece = null,
    int MaxCharacters = 20_000
)
{
    internal IEnumerable<string> Faults()
    {
        if (Ngrams is null == WordPiece is null)
            yield return "Text needs either hashed n-grams or a WordPiece vocabulary.";
        if (MaxCharacters is < 1 or > 1_000_000)
            yield return $"{MaxCharacters} characters are not between 1 and 1,000,000.";
        foreach (var fault in (Ngrams?.Faults() ?? []).Concat(WordPiece?.Faults() ?? []))
            yield return fault;
    }
}
