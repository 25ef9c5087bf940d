namespace Governance.Platform;

/// <summary>A table exceeds a limit.</summary>
public sealed class TableBoundException(Refusal refusal) : IOException(refusal.What)
{
    /// <summary>Which limit it exceeds.</summary>
    public Refusal Refusal { get; } = refusal;
}
