namespace Governance.Inference.Onnx;

/// <summary>A model file that cannot be used here. Expected of strangers' files: the words are for the person who brought it.</summary>
/// <param name="what">What is wrong, naming the part of the file.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class UnfitModelException(string what, string remedy, Exception? inner = null)
    : Exception($"{what} {remedy}", inner)
{
    public string What { get; } = what;
    public string Remedy { get; } = remedy;
}
