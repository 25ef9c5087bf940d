namespace Governance.Catalog;

/// <summary>A recording with its streams.</summary>
/// <param name="Subject">Pseudonym of the subject.</param>
/// <param name="Samples">Number of samples aligned from it.</param>
public sealed record RecordingRow(
    Recording Recording,
    string DatasetName,
    string Subject,
    int Samples,
    IReadOnlyList<RecordingStream> Streams
);
