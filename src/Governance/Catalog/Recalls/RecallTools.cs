using Governance.Ledger;
using Microsoft.Extensions.Options;

namespace Governance.Catalog;

/// <summary>What <see cref="RecallSender"/> needs besides its ways to send.</summary>
public sealed class RecallTools(IOptions<RecallOptions> options, LedgerEntries ledger, TimeProvider time)
{
    /// <summary>The settings.</summary>
    public RecallOptions Options => options.Value;

    /// <summary>The ledger.</summary>
    public LedgerEntries Ledger => ledger;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;
}
