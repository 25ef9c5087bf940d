using Microsoft.EntityFrameworkCore;

namespace Governance.Platform.Runs;

public sealed partial class JobRuns
{
    /// <summary>
    /// Removes what a run says of a person, in the caller's transaction: refusals that quote cells or name the person or
    /// their files, and the name in the title.
    /// </summary>
    /// <param name="name">Pattern of the person's name in texts.</param>
    /// <param name="files">Pattern of the person's files.</param>
    /// <param name="paths">Further files of the person.</param>
    internal static async Task EraseWordsAsync(
        GovernanceDb db,
        Guid runId,
        string name,
        string files,
        string[] paths,
        CancellationToken ct
    )
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM run_refusals
            WHERE run_id = {runId} AND (row IS NOT NULL OR file IS NULL OR file = ANY({paths}) OR file ~ {files} OR what ~ {name} OR remedy ~ {name})
            """,
            ct
        );
        await db.Database.ExecuteSqlAsync(
            $"UPDATE runs SET title = regexp_replace(title, {name}, 'erased', 'g') WHERE id = {runId} AND title ~ {name}",
            ct
        );
    }
}
