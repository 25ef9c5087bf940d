namespace Governance.Models;

/// <summary>What the model would say if it saw these modalities of the moment and no other.</summary>
/// <param name="Class">Null where one of them is lost: nothing can be said of this set.</param>
public sealed record MaskAnswer(Modalities Seen, string? Class, double? Probability, double Temperature);
