namespace Governance.Inference.Onnx;

/// <summary>A model file cannot be used. Both sentences are written for the person who uploaded it.</summary>
/// <param name="fault">What is wrong, naming the part of the file.</param>
/// <param name="inner">What ONNX Runtime threw, for the log only: its words can contain paths.</param>
public sealed class UnfitModelException(InferenceFault fault, Exception? inner = null)
    : Exception($"{fault.InWords()} {fault.Remedy()}", inner)
{
    /// <summary>A fault by its key, with the values of its sentence.</summary>
    public UnfitModelException(string key, params ReadOnlySpan<object?> values)
        : this(InferenceFault.Of(key, values)) { }

    /// <summary>What is wrong, as a key with values.</summary>
    public InferenceFault Fault { get; } = fault;

    /// <summary>What is wrong, as a sentence.</summary>
    public string What => Fault.InWords();

    /// <summary>What to do, as a sentence.</summary>
    public string Remedy => Fault.Remedy();
}
