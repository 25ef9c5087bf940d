namespace Governance.Inference.Encoders;

/// <summary>
/// How the output tensor becomes one vector: as it is (all axes after the batch laid flat), or averaged over time steps
/// or places.
/// </summary>
public enum Pooling
{
    None,
    Mean,
}
