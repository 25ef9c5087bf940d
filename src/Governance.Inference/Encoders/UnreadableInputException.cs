namespace Governance.Inference.Encoders;

/// <summary>One input cannot be encoded. The message is written for the person who manages the data; other inputs go on.</summary>
public class UnreadableInputException(string message, Exception? inner = null) : Exception(message, inner);
