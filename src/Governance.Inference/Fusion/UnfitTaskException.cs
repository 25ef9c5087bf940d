namespace Governance.Inference.Fusion;

/// <summary>
/// The data do not allow a training, or do not fit the model. Both sentences are written for the person who asked.
/// </summary>
public sealed class UnfitTaskException(string what, string remedy) : Exception($"{what} {remedy}")
{
    /// <summary>What is wrong, as a sentence.</summary>
    public string What { get; } = what;

    /// <summary>What to do, as a sentence.</summary>
    public string Remedy { get; } = remedy;
}
