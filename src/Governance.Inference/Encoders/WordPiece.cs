namespace Governance.Inference.Encoders;

/// <summary>Token ids of a BERT vocabulary, with [CLS] and [SEP]: int64 [N, tokens].</summary>
/// <param name="Vocabulary">The lines of vocab.txt, one token each, in order.</param>
/// <param name="Ids">Name of the input for the token ids.</param>
/// <param name="Mask">Name of the input for the attention mask; null when the model has none, which pads every text to
/// <paramref name="MaxTokens"/>.</param>
/// <param name="Segments">Name of the token type input, filled with zeros; null when the model has none.</param>
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
            yield return $"The vocabulary has {Vocabulary.Count} tokens; at most {MostTokens} are allowed.";
        if (Vocabulary.Any(t => t is null))
            yield return "A token of the vocabulary is empty.";
        foreach (var token in Special.Where(t => !Vocabulary.Contains(t)))
            yield return $"The vocabulary lacks {token}.";
    }
}
