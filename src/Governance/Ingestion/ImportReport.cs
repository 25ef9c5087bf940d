namespace Governance.Ingestion;

/// <summary>What came in, what is missing and why, how well it aligned.</summary>
public sealed record ImportReport(
    int Files,
    int FilesRefused,
    int FilesUnused,
    long Bytes,
    int Recordings,
    int Streams,
    long SensorRows,
    int Samples,
    int SamplesComplete,
    IReadOnlyList<PartReport> Parts,
    IReadOnlyList<SubjectReport> Subjects
);
