namespace Governance.Models;

/// <summary>One line of the comparison: the same split, seed and options, another fusion or one modality alone.</summary>
/// <param name="Name">early, late, attention, or “text alone”.</param>
/// <param name="Used">The modalities that it may see.</param>
public sealed record ComparisonRow(string Name, Modalities Used, bool Chosen, Measured Accuracy, double Nll);
