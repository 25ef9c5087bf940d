namespace Governance.Models;

/// <summary>The prediction from one set of modalities of the moment.</summary>
/// <param name="Class">Null where a modality of the set is lost.</param>
/// <param name="Probability">Of the class, calibrated, 0 … 1; null with the class.</param>
/// <param name="Temperature">By which the logits of this set are divided.</param>
public sealed record MaskAnswer(Modalities Seen, string? Class, double? Probability, double Temperature);
