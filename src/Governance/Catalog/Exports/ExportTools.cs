using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Provenance;

namespace Governance.Catalog;

/// <summary>What exports read, write and are recorded with.</summary>
public sealed class ExportTools(
    IBlobStore blobs,
    ScratchFolder scratch,
    LedgerEntries ledger,
    ProvenanceGraph provenance,
    IEnumerable<IExportPaper> papers,
    TimeProvider time
)
{
    public IBlobStore Blobs => blobs;
    public ScratchFolder Scratch => scratch;
    public LedgerEntries Ledger => ledger;
    public ProvenanceGraph Provenance => provenance;
    public IEnumerable<IExportPaper> Papers => papers;
    public TimeProvider Time => time;
}
