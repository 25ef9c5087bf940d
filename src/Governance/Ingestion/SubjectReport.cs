namespace Governance.Ingestion;

/// <summary>The counts of one subject in an import.</summary>
/// <param name="Anchors">Samples of the subject.</param>
/// <param name="Complete">Samples with every part that is not optional.</param>
/// <param name="PartsPresent">Stream to the number of samples that have its part.</param>
/// <param name="StreamRows">Sensor stream to its number of rows.</param>
public sealed record SubjectReport(
    string Pseudonym,
    int Anchors,
    int Complete,
    IReadOnlyDictionary<string, int> PartsPresent,
    IReadOnlyDictionary<string, long> StreamRows
);
