namespace Governance.Platform;

/// <summary>A row whose every change must be witnessed by a ledger entry in the same transaction.</summary>
public interface IGoverned;
