namespace Governance.Inference.Fusion;

/// <summary>
/// Which micro-kernel multiplies. All three sum each element in the same order with fused multiply-adds, so they agree
/// to the bit.
/// </summary>
internal enum GemmPath
{
    Vector512,
    Vector256,
    Scalar,
}
