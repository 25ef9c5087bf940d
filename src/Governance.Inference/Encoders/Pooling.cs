namespace Governance.Inference.Encoders;

/// <summary>How the output tensor becomes one vector for each row.</summary>
public enum Pooling
{
    /// <summary>Unchanged, with all axes after the batch flattened.</summary>
    None,

    /// <summary>The mean over time steps ([N, T, D]) or positions ([N, D, h, w]).</summary>
    Mean,
}
