namespace Governance.Inference.Fusion;

public enum LearningRateSchedule
{
    Cosine,
    Constant,
}
