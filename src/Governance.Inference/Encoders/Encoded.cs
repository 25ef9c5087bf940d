namespace Governance.Inference.Encoders;

/// <summary>The result for one input: a vector, or the reason why there is none.</summary>
/// <param name="Key">The caller's key of the input.</param>
/// <param name="Vector">D numbers; null after a failure.</param>
/// <param name="Failure">Why there is none; null when there is a vector.</param>
public readonly record struct Encoded<TKey>(TKey Key, float[]? Vector, InferenceFault? Failure);
