namespace Governance.Platform;

/// <summary>A table is larger than it may be.</summary>
public sealed class TableBoundException(Refusal refusal) : IOException(refusal.What)
{
    public Refusal Refusal { get; } = refusal;
}
