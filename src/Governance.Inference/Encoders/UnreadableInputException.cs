namespace Governance.Inference.Encoders;

/// <summary>One input cannot be encoded. The message is written for the person who manages the data; other inputs go on.</summary>
/// <param name="fault">What is wrong with the input.</param>
/// <param name="inner">What a library threw, for the log only.</param>
public class UnreadableInputException(InferenceFault fault, Exception? inner = null) : Exception(fault.InWords(), inner)
{
    /// <summary>A fault by its key, with the values of its sentence.</summary>
    public UnreadableInputException(string key, params ReadOnlySpan<object?> values)
        : this(InferenceFault.Of(key, values)) { }

    /// <summary>What is wrong with the input, as a key with values.</summary>
    public InferenceFault Fault { get; } = fault;
}
