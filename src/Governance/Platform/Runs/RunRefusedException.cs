namespace Governance.Platform.Runs;

/// <summary>Ends a run for a reason that a person can resolve. The reason is stored with the run and shown as its error.</summary>
public sealed class RunRefusedException(Message why) : Exception(why.Text)
{
    /// <summary>The reason, as pages show it.</summary>
    public Message Why { get; } = why;
}
