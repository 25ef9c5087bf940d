using Governance.Platform;

namespace Governance.Catalog;

/// <summary>
/// Work on a version that continues on its successor, such as an annotation project. Register one with
/// <c>AddSingleton&lt;IVersionUse, …&gt;</c>.
/// </summary>
public interface IVersionUse
{
    /// <summary>
    /// Moves what uses the withdrawn version to its successor, in the transaction that seals the successor. The places of the
    /// successor are already written.
    /// </summary>
    Task MoveAsync(
        GovernanceDb db,
        Actor actor,
        DatasetVersion withdrawn,
        DatasetVersion successor,
        CancellationToken ct
    );
}
