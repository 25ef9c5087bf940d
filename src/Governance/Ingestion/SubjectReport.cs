namespace Governance.Ingestion;

/// <summary>One subject: anchors, samples with every part, and rows for each stream.</summary>
public sealed record SubjectReport(
    string Pseudonym,
    int Anchors,
    int Complete,
    IReadOnlyDictionary<string, int> PartsPresent,
    IReadOnlyDictionary<string, long> StreamRows
);
