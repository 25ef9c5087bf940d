namespace Governance.Statistics.Retrieval;

/// <summary>Retrieval from one modality to another.</summary>
/// <param name="From">Modality of the query: 0 text, 1 image, 2 sensor.</param>
/// <param name="To">Modality of the gallery.</param>
/// <param name="Alignment">Mean cosine of the pairs that belong together; null without pairs.</param>
public sealed record Direction(int From, int To, RetrievalReport Report, double? Alignment);
