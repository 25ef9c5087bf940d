namespace Governance.Platform.Runs;

/// <summary>A run that cannot go on, for a reason a person can mend. The reason is stored with the run and shown as its error.</summary>
public sealed class RunRefusedException(Message why) : Exception(why.Text)
{
    public Message Why { get; } = why;
}
