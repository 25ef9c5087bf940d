using System.Text.Json.Serialization;

namespace Governance.Ingestion;

/// <summary>The counts of a finished import: files, recordings, samples, missing parts and sync errors.</summary>
/// <param name="Files">All files of the source, refused and unused ones included.</param>
/// <param name="FilesUnused">Files that the map does not use, or that no recording uses.</param>
/// <param name="Bytes">Of all files that were read, as they came.</param>
/// <param name="SensorRows">Rows of all sensor streams, after duplicates were handled.</param>
/// <param name="SamplesComplete">Samples with every part that is not optional.</param>
/// <param name="Parts">In the order of the map's streams.</param>
/// <param name="Subjects">In ordinal order of the pseudonyms.</param>
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
)
{
    /// <summary>What was left out because its subject may not be stored, by reason. Their files are among all files.</summary>
    public IReadOnlyList<LeftOutReport> LeftOut { get; init; } = [];

    /// <summary>Number of files that were left out for any reason.</summary>
    [JsonIgnore]
    public int FilesLeftOut => LeftOut.Sum(l => l.Files);
}
