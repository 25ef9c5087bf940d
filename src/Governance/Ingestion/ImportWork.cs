using Governance.Platform.Blobs;
using Governance.Platform.Runs;

namespace Governance.Ingestion;

/// <summary>One import under way: its map, what it works with, and where it tells its progress and refusals.</summary>
internal sealed record ImportWork(Import Import, ImportMap Map, ImportTools Tools, RunContext Run, RefusalLog Log)
{
    public IBlobStore Blobs => Tools.Blobs;
    public IngestionOptions Options => Tools.Options;
}
