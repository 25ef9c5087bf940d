using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.Extensions.Options;

namespace Governance.Ingestion;

/// <summary>The stores and the limits that imports work with.</summary>
public sealed class ImportTools(
    IBlobStore blobs,
    ScratchFolder scratch,
    IOptions<IngestionOptions> options,
    IOptions<TablesOptions> tables
)
{
    /// <summary>Where archives and normalised content are stored.</summary>
    public IBlobStore Blobs => blobs;

    /// <summary>Where temporary files are written.</summary>
    public ScratchFolder Scratch => scratch;

    /// <summary>The limits of imports.</summary>
    public IngestionOptions Options => options.Value;

    /// <summary>The limits of tables.</summary>
    public TablesOptions Tables => tables.Value;
}
