namespace Governance.Platform;

/// <summary>A row that records changes: the ledger entry.</summary>
public interface ILedgerRecord;
