using Governance.Ledger;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Governance.Catalog;

/// <summary>What <see cref="RecallSender"/> needs besides its ways to send.</summary>
public sealed partial class RecallTools(
    IOptions<RecallOptions> options,
    LedgerEntries ledger,
    TimeProvider time,
    ILogger<RecallTools> log
)
{
    /// <summary>The settings.</summary>
    public RecallOptions Options => options.Value;

    /// <summary>The ledger.</summary>
    public LedgerEntries Ledger => ledger;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Logs why an attempt broke; people get a code only.</summary>
    internal void Log(Exception broken, Guid notice) => AttemptBroke(log, broken, notice);

    [LoggerMessage(LogLevel.Error, "An attempt to send the recall notice {Notice} broke.")]
    private static partial void AttemptBroke(ILogger log, Exception broken, Guid notice);
}
