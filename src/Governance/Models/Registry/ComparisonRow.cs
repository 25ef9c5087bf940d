namespace Governance.Models;

/// <summary>One row of a comparison with the same split, seed and options: another fusion, or one modality alone.</summary>
/// <param name="Name">early, late, attention, “text alone” or “class frequencies”.</param>
/// <param name="Used">The modalities that it uses.</param>
/// <param name="Chosen">It is the version itself.</param>
/// <param name="Nll">Mean negative log likelihood on the test part, nats.</param>
public sealed record ComparisonRow(string Name, Modalities Used, bool Chosen, Measured Accuracy, double Nll);
