namespace Governance.Inference.Fusion;

/// <summary>The learning rate of each step: constant, or half a cosine from the start to zero.</summary>
internal sealed class LearningRate(float start, LearningRateSchedule schedule, int steps)
{
    public float At(int step) =>
        schedule == LearningRateSchedule.Constant
            ? start
            : (float)(start * 0.5 * (1 + Math.Cos(Math.PI * step / steps)));
}
