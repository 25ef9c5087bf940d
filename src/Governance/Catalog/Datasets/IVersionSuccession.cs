using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Catalog;

/// <summary>Draws the successor of a sealed version that a withdrawal reaches. Curation implements it.</summary>
public interface IVersionSuccession
{
    /// <summary>
    /// Adds a draft with the same recipe and the run that draws and seals it, in the caller's transaction. The caller commits,
    /// then enqueues the run.
    /// </summary>
    /// <param name="withdrawn">The version to replace; it has no successor yet.</param>
    Task<Run> SucceedAsync(GovernanceDb db, Actor actor, DatasetVersion withdrawn, CancellationToken ct);
}
