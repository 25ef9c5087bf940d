namespace Governance.Catalog;

/// <summary>A recording with what was captured in it.</summary>
public sealed record RecordingRow(
    Recording Recording,
    string DatasetName,
    string Subject,
    int Samples,
    IReadOnlyList<RecordingStream> Streams
);
