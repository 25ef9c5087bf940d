namespace Governance.Inference.Fusion;

/// <summary>How the learning rate changes during a training.</summary>
public enum LearningRateSchedule
{
    /// <summary>Half a cosine, from the start value to zero.</summary>
    Cosine,

    /// <summary>It does not change.</summary>
    Constant,
}
