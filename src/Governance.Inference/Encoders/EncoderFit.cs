using Governance.Inference.Onnx;

namespace Governance.Inference.Encoders;

/// <summary>What the model's declared shapes require of a batch, after they were checked against the spec.</summary>
/// <param name="FixedBatch">Rows of every call, when the model was exported for one batch size; null for any.</param>
/// <param name="Tokens">Tokens of every text: fixed by the model, or the spec's limit when padding cannot be masked;
/// null for the longest in the batch.</param>
/// <param name="Integers">Element type of token ids.</param>
/// <param name="RowShapes">Axes of one row of each prepared tensor, as the model expects them.</param>
internal sealed record EncoderFit(int? FixedBatch, int? Tokens, OnnxType Integers, IReadOnlyList<long[]> RowShapes)
{
    /// <summary>Checks the spec against the model.</summary>
    /// <exception cref="UnfitModelException">The spec and the model disagree; the message says where.</exception>
    public static EncoderFit Check(EncoderSpec spec, Preparation preparation, OnnxInspection model)
    {
        var declared = model.Inputs.ToDictionary(i => i.Name, StringComparer.Ordinal);
        foreach (
            var extra in model.Inputs.Where(i =>
                !preparation.Names.Contains(i.Name) && spec.Fixed?.Any(f => f.Name == i.Name) != true
            )
        )
            throw Unfit("input-not-described", extra);
        var shapes = preparation.RowShapes.ToList();
        var (batch, tokens, integers) = ((int?)null, (int?)null, OnnxType.Int64);
        for (var i = 0; i < preparation.Names.Count; i++)
        {
            if (!declared.TryGetValue(preparation.Names[i], out var input))
                throw Unfit("input-not-in-model", preparation.Names[i], string.Join(", ", model.Inputs));
            CheckType(input, preparation.HasTokens);
            integers = input.Type;
            if (input.Dims is not { } dims)
                continue;
            // A model of one channel may have no channel axis.
            if (spec.Series is { ChannelCount: 1 } && dims.Count == 2)
                shapes[i] = shapes[i][1..];
            CheckShape(input, dims, shapes[i]);
            batch ??= (int?)dims[0].Length;
            if (preparation.HasTokens)
                tokens ??= (int?)dims[1].Length;
        }
        foreach (var given in spec.Fixed ?? [])
            CheckFixed(given, declared, preparation, ref batch);
        CheckOutput(spec, model);
        if (batch is { } rows && spec.RowsPerCall is { } said && said != rows)
            throw Unfit("rows-differ", rows, said);
        if (spec.Text?.WordPiece is { } words)
            tokens = TokensOf(words, tokens);
        return new(batch ?? spec.RowsPerCall, tokens, integers, shapes);
    }

    private static void CheckFixed(
        FixedInput given,
        Dictionary<string, OnnxTensor> declared,
        Preparation preparation,
        ref int? batch
    )
    {
        if (preparation.Names.Contains(given.Name))
            throw Unfit("fixed-input-of-sample", given.Name);
        if (!declared.TryGetValue(given.Name, out var input))
            throw Unfit("input-not-in-model", given.Name, string.Join(", ", declared.Values));
        if (input.Type != given.Type)
            throw Unfit("fixed-input-type", input, input.Type, given.Type);
        if (input.Dims is not { } dims)
            return;
        if (
            dims.Count != given.Dims.Count
            || given.Dims.Index().Any(d => d.Item >= 0 && dims[d.Index].Length is { } length && length != d.Item)
        )
            throw Unfit("fixed-input-shape", input, string.Join(", ", given.Dims));
        if (
            given.Dims.Index().FirstOrDefault(d => d.Item < 0, (-1, 0)) is not (>= 0 and var rows, _)
            || dims[rows].Length is not { } declaredRows
        )
            return;
        if (batch is { } already && already != declaredRows)
            throw Unfit("fixed-input-rows", input, declaredRows, already);
        batch = (int)declaredRows;
    }

    private static int? TokensOf(WordPiece words, int? declared)
    {
        if (declared < words.MaxTokens)
            throw Unfit("tokens-differ", declared, words.MaxTokens);
        return declared ?? (words.Mask is null ? words.MaxTokens : null);
    }

    private static void CheckType(OnnxTensor input, bool tokens)
    {
        var fits = tokens ? input.Type is OnnxType.Int64 or OnnxType.Int32 : input.Type == OnnxType.Float;
        if (!fits)
            throw Unfit("input-type-differs", input, input.Type, tokens ? "Int64 or Int32" : "Float");
    }

    private static void CheckShape(OnnxTensor input, IReadOnlyList<OnnxDim> dims, long[] row)
    {
        var fits =
            dims.Count == row.Length + 1
            && row.Index()
                .All(d => d.Item < 0 || dims[d.Index + 1].Length is null || dims[d.Index + 1].Length == d.Item);
        if (!fits)
            throw Unfit("input-shape-differs", input, string.Join(", ", row.Select(d => d < 0 ? "tokens" : $"{d}")));
    }

    private static void CheckOutput(EncoderSpec spec, OnnxInspection model)
    {
        var output = model.Outputs.FirstOrDefault(o => o.Name == spec.Output)
            ?? throw Unfit("output-not-in-model", spec.Output, string.Join(", ", model.Outputs));
        if (output.Type is not (OnnxType.Float or OnnxType.Float16))
            throw Unfit("output-type-differs", output, output.Type);
        if (output.Dims is { } dims && !Suits(dims, spec))
            throw Unfit("output-width-differs", output, spec.Dimension, spec.Pooling);
    }

    private static bool Suits(IReadOnlyList<OnnxDim> dims, EncoderSpec spec)
    {
        if (spec.Pooling == Pooling.Mean)
            return dims.Count is 3 or 4 && (dims[dims.Count == 3 ? 2 : 1].Length ?? spec.Dimension) == spec.Dimension;
        if (dims.Count < 2)
            return false;
        return dims.Skip(1).Any(d => d.Length is null)
            || dims.Skip(1).Aggregate(1L, (product, d) => product * d.Length!.Value) == spec.Dimension;
    }

    private static UnfitModelException Unfit(string key, params ReadOnlySpan<object?> values) => new(key, values);
}
