namespace Governance.Inference.Encoders;

/// <summary>One input that cannot be encoded, in words for the person who looks after the data. It fails alone.</summary>
public class UnreadableInputException(string message, Exception? inner = null) : Exception(message, inner);
