namespace Governance.Inference.Serving;

/// <summary>Too many requests wait for the model; a later attempt may succeed.</summary>
public sealed class QueueFullException(int waiting)
    : Exception($"{waiting} requests are waiting for this model already.")
{
    /// <summary>Number of waiting requests.</summary>
    public int Waiting { get; } = waiting;
}
