namespace Governance.Models;

/// <summary>A modality that was not used for a prediction, with the reason.</summary>
/// <param name="Why">A clause for people, such as “not given”.</param>
public sealed record LostModality(Modality Modality, string Why);
