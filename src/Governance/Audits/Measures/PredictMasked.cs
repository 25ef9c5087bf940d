using Governance.Inference.Fusion;

namespace Governance.Audits;

/// <summary>
/// Predicts from vectors and one mask for each row; returns rows × classes probabilities, row by row. The same input gives
/// the same output.
/// </summary>
public delegate float[] PredictMasked(FusionVectors vectors, Modalities[] masks);
