namespace Governance.Inference.Encoders;

/// <summary>What became of one input: a vector, or the reason why there is none.</summary>
public readonly record struct Encoded<TKey>(TKey Key, float[]? Vector, string? Failure);
