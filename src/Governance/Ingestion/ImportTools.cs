using Governance.Platform;
using Governance.Platform.Blobs;
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
