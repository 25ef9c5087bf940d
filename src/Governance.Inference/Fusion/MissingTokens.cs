namespace Governance.Inference.Fusion;

/// <summary>A learned vector for each modality, used where the modality is absent.</summary>
internal sealed class MissingTokens(ParameterSet parameters, int hidden)
{
    private readonly PerModality<ParameterTensor> _tokens = PerModality.Of(m =>
        parameters.Vector($"{m.Word()}.missing", hidden)
    );

    public ParameterTensor this[Modality modality] => _tokens[modality];

    public void Start(long seed)
    {
        var random = RandomStream.Of(seed, RandomPurpose.Tokens);
        foreach (var token in _tokens)
            ParameterSet.Fill(parameters.Values(token), ref random, 0.1f);
    }

    public ReadOnlySpan<float> Choose(ShownVector shown) =>
        shown.IsPresent
            ? shown.Adapter.Output.AsSpan(shown.Row * hidden, hidden)
            : parameters.Values(_tokens[shown.Modality]);

    /// <summary>Writes the gradient of the chosen vector to the adapter, or adds it to the token's.</summary>
    public void Return(ReadOnlySpan<float> gradient, ShownVector shown)
    {
        var own = shown.Adapter.OutputGradient.AsSpan(shown.Row * hidden, hidden);
        if (shown.IsPresent)
        {
            gradient.CopyTo(own);
            return;
        }
        own.Clear();
        Lanes.Add(gradient, parameters.Gradients(_tokens[shown.Modality]));
    }
}
