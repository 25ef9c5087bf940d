namespace Governance.Platform.Runs;

/// <summary>A run that cannot go on, for a reason a person can mend. The message is shown as it stands.</summary>
public sealed class RunRefusedException(string what) : Exception(what)
{
    public RunRefusedException(Refusal refusal)
        : this($"{refusal.What} {refusal.Remedy}") { }
}
