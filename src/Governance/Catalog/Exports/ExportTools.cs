using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Provenance;

namespace Governance.Catalog;

/// <summary>The services that <see cref="ExportDelivery"/> uses.</summary>
public sealed class ExportTools(
    IBlobStore blobs,
    ScratchFolder scratch,
    LedgerEntries ledger,
    ProvenanceGraph provenance,
    IEnumerable<IExportPaper> papers,
    TimeProvider time
)
{
    /// <summary>Content of parts and series.</summary>
    public IBlobStore Blobs => blobs;

    /// <summary>Temporary files.</summary>
    public ScratchFolder Scratch => scratch;

    /// <summary>The ledger.</summary>
    public LedgerEntries Ledger => ledger;

    /// <summary>The provenance graph.</summary>
    public ProvenanceGraph Provenance => provenance;

    /// <summary>Files that other capabilities add.</summary>
    public IEnumerable<IExportPaper> Papers => papers;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;
}
