namespace Governance.Inference.Encoders;

/// <summary>
/// Counts of character n-grams (within words, word ends marked) and of whole words, hashed into buckets: float
/// [N, buckets].
/// </summary>
/// <param name="Input">Name of the model's input.</param>
/// <param name="Shortest">Length of the shortest n-grams; 0 with <paramref name="Longest"/> 0 for none.</param>
/// <param name="Longest">Length of the longest n-grams, at most 8.</param>
/// <param name="Words">Whether whole words are counted too.</param>
/// <param name="Seed">Changes which n-grams share a bucket.</param>
public sealed record HashedNgrams(
    string Input,
    int Buckets = 2048,
    int Shortest = 2,
    int Longest = 4,
    bool Words = true,
    ulong Seed = 0
)
{
    internal IEnumerable<InferenceFault> Faults()
    {
        if (Input.Length == 0)
            yield return InferenceFault.Of("text-input-unnamed");
        if (Buckets is < 2 or > 1 << 20)
            yield return InferenceFault.Of("buckets-out-of-range", Buckets);
        if (Longest is < 0 or > 8 || Shortest < 0 || Shortest > Longest || (Longest == 0 && !Words))
            yield return InferenceFault.Of("ngrams-out-of-range", Shortest, Longest);
    }
}
