namespace Governance.Inference.Onnx;

/// <summary>A model file cannot be used. Both sentences are written for the person who uploaded it.</summary>
/// <param name="what">What is wrong, naming the part of the file.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class UnfitModelException(string what, string remedy, Exception? inner = null)
    : Exception($"{what} {remedy}", inner)
{
    /// <summary>What is wrong, as a sentence.</summary>
    public string What { get; } = what;

    /// <summary>What to do, as a sentence.</summary>
    public string Remedy { get; } = remedy;
}
