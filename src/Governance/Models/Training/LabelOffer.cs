namespace Governance.Models;

/// <summary>A label that a model can be trained on.</summary>
/// <param name="Values">Value → number of samples.</param>
public sealed record LabelOffer(LabelSource Source, string Title, IReadOnlyDictionary<string, int> Values);
