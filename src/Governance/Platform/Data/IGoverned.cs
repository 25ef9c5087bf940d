namespace Governance.Platform;

/// <summary>A row that changes only together with a ledger entry in the same transaction.</summary>
public interface IGoverned;
