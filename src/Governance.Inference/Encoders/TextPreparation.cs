namespace Governance.Inference.Encoders;

/// <summary>How a text becomes a tensor: as counts of hashed n-grams or as token ids of a WordPiece vocabulary, one of the two.</summary>
/// <param name="MaxCharacters">Characters that are read; the rest is ignored.</param>
public sealed record TextPreparation(
    HashedNgrams? Ngrams = null,
    WordPiece? WordPiece = null,
    int MaxCharacters = 20_000
)
{
    internal IEnumerable<InferenceFault> Faults()
    {
        if (Ngrams is null == WordPiece is null)
            yield return InferenceFault.Of("text-preparation-unclear");
        if (MaxCharacters is < 1 or > 1_000_000)
            yield return InferenceFault.Of("characters-out-of-range", MaxCharacters);
        foreach (var fault in (Ngrams?.Faults() ?? []).Concat(WordPiece?.Faults() ?? []))
            yield return fault;
    }
}
