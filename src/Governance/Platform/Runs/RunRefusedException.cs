namespace Governance.Platform.Runs;

/// <summary>Ends a run for a reason that a person can resolve. The reason is stored with the run and shown as its error.</summary>
/// <param name="why">The reason.</param>
/// <param name="inner">What led to it, for the log only.</param>
public sealed class RunRefusedException(Message why, Exception? inner = null) : Exception(why.Text, inner)
{
    /// <summary>The reason, as pages show it.</summary>
    public Message Why { get; } = why;
}
