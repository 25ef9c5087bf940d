namespace Governance.Inference.Fusion;

/// <summary>A learned vector for each modality that stands in where the modality is absent.</summary>
internal sealed class MissingTokens(ParameterSet parameters, int hidden)
{
    private readonly ParameterTensor[] _tokens =
    [
        .. Enumerable
            .Range(0, ModalityMask.Count)
            .Select(m => parameters.Vector($"{ModalityMask.NameOf(m)}.missing", hidden)),
    ];

    public ParameterTensor this[int modality] => _tokens[modality];

    public void Start(long seed)
    {
        var random = RandomStream.Of(seed, RandomPurpose.Tokens);
        foreach (var token in _tokens)
            ParameterSet.Fill(parameters.Values(token), ref random, 0.1f);
    }

    public ReadOnlySpan<float> Choose(Adapter adapter, int modality, byte mask, int row) =>
        ModalityMask.Has(mask, modality)
            ? adapter.Output.AsSpan(row * hidden, hidden)
            : parameters.Values(_tokens[modality]);

    /// <summary>Leaves the gradient of the chosen vector where it belongs: with the adapter, or added to the token's.</summary>
    public void Return(ReadOnlySpan<float> gradient, Adapter adapter, int modality, byte mask, int row)
    {
        var own = adapter.OutputGradient.AsSpan(row * hidden, hidden);
        if (ModalityMask.Has(mask, modality))
        {
            gradient.CopyTo(own);
            return;
        }
        own.Clear();
        Lanes.Add(gradient, parameters.Gradients(_tokens[modality]));
    }
}
