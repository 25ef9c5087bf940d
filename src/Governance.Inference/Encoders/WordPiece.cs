namespace Governance.Inference.Encoders;

/// <summary>Token ids of a BERT vocabulary, with [CLS] and [SEP]: int64 [N, tokens].</summary>
/// <param name="Vocabulary">One token in each line of vocab.txt, in its order.</param>
/// <param name="Mask">Name of the attention mask's input; null when the model has none, then every text is padded to
/// <paramref name="MaxTokens"/>.</param>
/// <param name="Segments">Name of the token type input, fed with zeros; null when the model has none.</param>
public sealed record WordPiece(
    IReadOnlyList<string> Vocabulary,
    string Ids,
    string? Mask = "attention_mask",
    string? Segments = null,
    int MaxTokens = 256,
    bool LowerCase = true
)
{
    private const int MostTokens = 1_000_000;
    private static readonly string[] Special = ["[UNK]", "[CLS]", "[SEP]", "[PAD]"];

    internal IEnumerable<string> Faults()
    {
        if (Ids.Length == 0)
            yield return "The name of the input for token ids is missing.";
        if (MaxTokens is < 3 or > 8192)
            yield return $"{MaxTokens} tokens are not between 3 and 8,192.";
        if (Vocabulary.Count > MostTokens)
            yield return $"The vocabulary has {Vocabulary.Count} tokens; {MostTokens} are the most.";
        if (Vocabulary.Any(t => t is null))
            yield return "A token of the vocabulary is empty.";
        foreach (var token in Special.Where(t => !Vocabulary.Contains(t)))
            yield return $"The vocabulary lacks {token}.";
    }
}
