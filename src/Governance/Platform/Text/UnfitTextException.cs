namespace Governance.Platform;

/// <summary>A text is invalid or too long for its column; nothing was saved.</summary>
public sealed class UnfitTextException(UnfitText refusal) : Exception(refusal.What)
{
    /// <summary>What is wrong with which text.</summary>
    public UnfitText Refusal { get; } = refusal;
}
