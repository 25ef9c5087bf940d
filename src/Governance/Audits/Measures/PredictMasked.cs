using Governance.Inference.Fusion;

namespace Governance.Audits;

/// <summary>
/// A model as an audit asks it: vectors and masks in, rows × classes probabilities out. The same input gives the same
/// answer.
/// </summary>
public delegate float[] PredictMasked(FusionVectors vectors, Modalities[] masks);
