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

    internal IEnumerable<InferenceFault> Faults()
    {
        if (Ids.Length == 0)
            yield return InferenceFault.Of("ids-input-unnamed");
        if (MaxTokens is < 3 or > 8192)
            yield return InferenceFault.Of("tokens-out-of-range", MaxTokens);
        if (Vocabulary.Count > MostTokens)
            yield return InferenceFault.Of("vocabulary-too-large", Vocabulary.Count, MostTokens);
        if (Vocabulary.Any(t => t is null))
            yield return InferenceFault.Of("token-empty");
        foreach (var token in Special.Where(t => !Vocabulary.Contains(t)))
            yield return InferenceFault.Of("token-missing", token);
    }
}
