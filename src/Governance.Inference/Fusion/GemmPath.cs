namespace Governance.Inference.Fusion;

/// <summary>
/// The micro-kernel of a multiplication. All three sum each element in the same order with fused multiply-adds, so their results
/// are equal to the bit.
/// </summary>
internal enum GemmPath
{
    Vector512,
    Vector256,
    Scalar,
}
