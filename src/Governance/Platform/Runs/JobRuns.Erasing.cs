using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Governance.Platform.Runs;

/// <summary>Starts, lists and cancels jobs.</summary>
public sealed partial class JobRuns
{
    /// <summary>
    /// Removes the texts of a run about a person, in the caller's transaction: refusals that quote cells or name the person or
    /// their files, and the name in the title.
    /// </summary>
    /// <param name="name">Pattern of the person's name in texts; PostgreSQL and .NET read it alike.</param>
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
            WHERE run_id = {runId}
                AND (row IS NOT NULL OR file IS NULL OR file = ANY({paths}) OR file ~ {files} OR what ~ {name} OR remedy ~ {name})
            """,
            ct
        );
        var written = await db.Set<Run>().Where(r => r.Id == runId).Select(r => r.TitleMessage).SingleAsync(ct);
        var title = MessageJson.WithTexts(written, text =>
            Regex.Replace(text, name, "erased", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
        );
        if (title.Text != written.Text)
            await db.Set<Run>()
                .Where(r => r.Id == runId)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.TitleMessage, title), ct);
    }
}
