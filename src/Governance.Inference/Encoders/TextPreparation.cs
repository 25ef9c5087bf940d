namespace Governance.Inference.Encoders;

/// <summary>How a text becomes a tensor: as counts of hashed n-grams or as token ids of a WordPiece vocabulary, one of the two.</summary>
/// <param name="MaxCharacters">Characters that are read; the rest is ignored.</param>
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
