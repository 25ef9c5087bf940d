namespace Governance.Platform;

/// <summary>A text was about to reach the database that it cannot keep, or cannot keep whole.</summary>
public sealed class UnfitTextException(UnfitText refusal) : Exception(refusal.What)
{
    public UnfitText Refusal { get; } = refusal;
}
