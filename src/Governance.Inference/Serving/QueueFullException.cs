namespace Governance.Inference.Serving;

/// <summary>More requests wait than the model can answer; try again after a moment.</summary>
public sealed class QueueFullException(int waiting)
    : Exception($"{waiting} requests are waiting for this model already.")
{
    public int Waiting { get; } = waiting;
}
