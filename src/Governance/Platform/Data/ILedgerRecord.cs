namespace Governance.Platform;

/// <summary>A row that witnesses changes: the ledger's entry.</summary>
public interface ILedgerRecord;
