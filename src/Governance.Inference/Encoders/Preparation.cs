using System.Text;
using Microsoft.ML.Tokenizers;

namespace Governance.Inference.Encoders;

/// <summary>Turns raw data into tensors according to the spec. Safe for concurrent callers.</summary>
internal sealed class Preparation
{
    private readonly EncoderSpec _spec;
    private readonly BertTokenizer? _tokenizer;
    private readonly int _unknown;

    public Preparation(EncoderSpec spec)
    {
        _spec = spec;
        if (spec.Text?.WordPiece is { } words)
            (_tokenizer, _unknown) = (Open(words), words.Vocabulary.ToList().IndexOf("[UNK]"));
        Names = spec switch
        {
            { Image: { } image } => [image.Input],
            { Text.Ngrams: { } ngrams } => [ngrams.Input],
            { Text.WordPiece: { } pieces } => [pieces.Ids, .. Given(pieces.Mask), .. Given(pieces.Segments)],
            { Series: { } series } => [series.Input, .. Given(series.Mask), .. Given(series.Scales)],
            _ => throw new ArgumentException("The spec has no preparation.", nameof(spec)),
        };
    }

    /// <summary>Names of the model's inputs that it fills.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether the tensors are token ids, with a length that differs from row to row.</summary>
    public bool HasTokens => _tokenizer is not null;

    /// <summary>Axes of one row of each tensor; −1 for the number of tokens.</summary>
    public IReadOnlyList<long[]> RowShapes =>
        _spec switch
        {
            { Image: { Layout: ImageLayout.Nchw } i } =>
            [
                [i.Depth, i.Height, i.Width],
            ],
            { Image: { } i } =>
            [
                [i.Height, i.Width, i.Depth],
            ],
            { Text.Ngrams: { } n } =>
            [
                [n.Buckets],
            ],
            { Series: { } s } =>
            [
                .. Names.Select(name =>
                    new long[] { s.ChannelCount, name == s.Scales ? SeriesGrid.ScaleCount : s.Samples }
                ),
            ],
            _ => [.. Names.Select(_ => new long[] { -1 })],
        };

    /// <exception cref="UnreadableInputException">This input cannot be encoded.</exception>
    public Prepared Prepare(EncoderInput input) =>
        _spec.Modality switch
        {
            EncoderModality.Image when input.Image is { } file => new([
                ImageReader.Read(file, _spec.Image!, input.ImageBounds),
            ]),
            EncoderModality.Text when input.Text is { } text => new(Text(text)),
            EncoderModality.Series when input.Series is { } window => new(Series(window, _spec.Series!)),
            _ => throw new UnreadableInputException("input-of-other-modality", _spec.Modality),
        };

    private Array[] Text(string text)
    {
        var how = _spec.Text!;
        if (how.Ngrams is { } ngrams)
            return [NgramCounter.Count(text, ngrams, how.MaxCharacters)];
        var ids = Tokens(text.Length <= how.MaxCharacters ? text : text[..how.MaxCharacters], how.WordPiece!);
        return
        [
            .. Names.Select(name =>
                name == how.WordPiece!.Ids ? ids
                : name == how.WordPiece.Mask ? Filled(ids.Length, 1)
                : new long[ids.Length]
            ),
        ];
    }

    private long[] Tokens(string text, WordPiece how)
    {
        var ids = _tokenizer!.EncodeToIds(text, how.MaxTokens, addSpecialTokens: true, out _, out _);
        // Only the token that Open adds is beyond the vocabulary, and the model has no row for it.
        return [.. ids.Select(id => (long)(id < how.Vocabulary.Count ? id : _unknown))];
    }

    private Array[] Series(SeriesWindow window, SeriesPreparation how)
    {
        var grid = SeriesGrid.Of(window, how);
        return
        [
            .. Names.Select(name =>
                name == how.Input ? grid.Values
                : name == how.Mask ? grid.Mask
                : grid.Scales
            ),
        ];
    }

    private static long[] Filled(int length, long value)
    {
        var values = new long[length];
        Array.Fill(values, value);
        return values;
    }

    private const string Masked = "[MASK]";

    private static string[] Given(string? name) => name is null ? [] : [name];

    /// <summary>The library requires [MASK], which only a training needs, so it is added where it is missing.</summary>
    private static BertTokenizer Open(WordPiece words)
    {
        var tokens = words.Vocabulary.Contains(Masked) ? words.Vocabulary : words.Vocabulary.Append(Masked);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', tokens)));
        return BertTokenizer.Create(file, new BertOptions { LowerCaseBeforeTokenization = words.LowerCase });
    }
}
