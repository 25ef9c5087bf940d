using Governance.Platform.Blobs;
using Governance.Platform.Runs;

namespace Governance.Ingestion;

/// <summary>A running import: its map, its stores and limits, and where its progress and refusals go.</summary>
internal sealed record ImportWork(Import Import, ImportMap Map, ImportTools Tools, RunContext Run, RefusalLog Log)
{
    /// <summary>Who is left out.</summary>
    public SubjectScreen Screen { get; init; } = SubjectScreen.Nobody;

    public IBlobStore Blobs => Tools.Blobs;
    public IngestionOptions Options => Tools.Options;
}
