namespace Governance.Inference.Encoders;

/// <summary>One input's tensors for a model, in the order of <see cref="Preparation.Names"/>: float[] or long[] each.</summary>
internal sealed record Prepared(Array[] Tensors);
