namespace Governance.Inference.Fusion;

/// <summary>
/// The data do not allow a training, or do not fit the model. Both sentences are written for the person who asked.
/// </summary>
/// <param name="key">A key of <see cref="InferenceTexts"/>.</param>
/// <param name="values">The values of its sentences.</param>
public sealed class UnfitTaskException(string key, params object?[] values)
    : Exception($"{InferenceFault.Of(key, values).InWords()} {InferenceFault.Of(key, values).Remedy()}")
{
    /// <summary>What is wrong, as a key with values.</summary>
    public InferenceFault Fault { get; } = InferenceFault.Of(key, values);

    /// <summary>What is wrong, as a sentence.</summary>
    public string What => Fault.InWords();

    /// <summary>What to do, as a sentence.</summary>
    public string Remedy => Fault.Remedy();
}
