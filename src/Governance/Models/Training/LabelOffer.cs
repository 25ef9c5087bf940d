namespace Governance.Models;

/// <summary>A label that a version could be trained on, with its values and their counts.</summary>
public sealed record LabelOffer(LabelSource Source, string Title, IReadOnlyDictionary<string, int> Values);
