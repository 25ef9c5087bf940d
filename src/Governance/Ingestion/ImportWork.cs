using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.Extensions.Options;

namespace Governance.Ingestion;

/// <summary>What imports read, write and hold themselves to.</summary>
public sealed class ImportTools(
    IBlobStore blobs,
    ScratchFolder scratch,
    IOptions<IngestionOptions> options,
    IOptions<TablesOptions> tables
)
{
    public IBlobStore Blobs => blobs;
    public ScratchFolder Scratch => scratch;
    public IngestionOptions Options => options.Value;
    public TablesOptions Tables => tables.Value;
}

/// <summary>One import under way: its map, what it works with, and where it tells its progress and refusals.</summary>
internal sealed record ImportWork(Import Import, ImportMap Map, ImportTools Tools, RunContext Run, RefusalLog Log)
{
    public IBlobStore Blobs => Tools.Blobs;
    public IngestionOptions Options => Tools.Options;
}
