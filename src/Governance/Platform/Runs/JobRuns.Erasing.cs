using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Governance.Platform.Runs;

/// <summary>Starts, lists and cancels jobs.</summary>
/// <remarks>This part erases what runs say about a subject.</remarks>
public sealed partial class JobRuns
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Removes the texts of a run about a subject, in the caller's transaction: refusals that quote cells or name the subject
    /// or its files, and the pseudonym in title, stage and error.
    /// </summary>
    /// <param name="pseudonym">Pattern of the pseudonym in texts; PostgreSQL and .NET read it alike.</param>
    /// <param name="files">Pattern of the subject's files.</param>
    /// <param name="paths">Further files of the subject.</param>
    internal static async Task EraseTextsAsync(
        GovernanceDb db,
        Guid runId,
        string pseudonym,
        string files,
        string[] paths,
        CancellationToken ct
    )
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM run_refusals
            WHERE run_id = {runId} AND (row IS NOT NULL OR file IS NULL OR file = ANY({paths}) OR file ~ {files})
            """,
            ct
        );
        await DeleteNamingAsync(db, runId, pseudonym, ct);
        await EraseTitleAsync(db, runId, pseudonym, ct);
    }

    /// <summary>Ids of the runs of a kind whose title, stage, error or refusals name a subject.</summary>
    /// <param name="subject">The pseudonym itself, which the database searches before the pattern is tried.</param>
    /// <param name="pseudonym">Its pattern.</param>
    internal static async Task<Guid[]> NamingAsync(
        GovernanceDb db,
        string kind,
        string subject,
        string pseudonym,
        CancellationToken ct
    )
    {
        var runs = db.Set<Run>().AsNoTracking().Where(r => r.Kind == kind);
        var naming = new HashSet<Guid>();
        await foreach (
            var run in runs.Select(r => new
                {
                    r.Id,
                    r.TitleMessage,
                    r.StageMessage,
                    r.ErrorMessage,
                })
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
            if (
                new[] { run.TitleMessage, run.StageMessage, run.ErrorMessage }
                    .OfType<Message>()
                    .Any(m => Names(m, pseudonym))
            )
                naming.Add(run.Id);
        await foreach (
            var refusal in db.Set<RunRefusal>()
                .FromSql(
                    $"""
                    SELECT * FROM run_refusals
                    WHERE strpos(what::text, {subject}) > 0 OR strpos(remedy, {subject}) > 0 OR strpos(file, {subject}) > 0
                    """
                )
                .AsNoTracking()
                .Where(f => runs.Any(r => r.Id == f.RunId))
                .Select(f => new
                {
                    f.RunId,
                    f.File,
                    f.Reason,
                    f.WrittenRemedy,
                })
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
            if (
                !naming.Contains(refusal.RunId)
                && (
                    Matches(refusal.File ?? "", pseudonym)
                    || Matches(refusal.WrittenRemedy ?? "", pseudonym)
                    || Names(refusal.Reason, pseudonym)
                )
            )
                naming.Add(refusal.RunId);
        return [.. naming];
    }

    /// <summary>Replaces the pseudonym in title, stage and error of a run, in the caller's transaction.</summary>
    /// <param name="pseudonym">Its pattern.</param>
    internal static async Task EraseTitleAsync(GovernanceDb db, Guid runId, string pseudonym, CancellationToken ct)
    {
        var run = await db.Set<Run>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, ct);
        if (run is null)
            return;
        var title = Without(run.TitleMessage, pseudonym)!;
        var (stage, error) = (Without(run.StageMessage, pseudonym), Without(run.ErrorMessage, pseudonym));
        await db.Set<Run>()
            .Where(r => r.Id == runId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(r => r.TitleMessage, title)
                        .SetProperty(r => r.StageMessage, stage)
                        .SetProperty(r => r.ErrorMessage, error),
                ct
            );
    }

    /// <summary>
    /// Deletes the refusals that name the subject. The values are searched after decoding, because the stored JSON escapes
    /// some characters, and an escape before the pseudonym would end in a letter.
    /// </summary>
    private static async Task DeleteNamingAsync(GovernanceDb db, Guid runId, string pseudonym, CancellationToken ct)
    {
        var left = await db.Set<RunRefusal>()
            .AsNoTracking()
            .Where(r => r.RunId == runId)
            .Select(r => new
            {
                r.Id,
                r.Reason,
                r.WrittenRemedy,
            })
            .ToListAsync(ct);
        var naming = left.Where(r => Names(r.Reason, pseudonym) || Matches(r.WrittenRemedy ?? "", pseudonym))
            .Select(r => r.Id)
            .ToArray();
        if (naming.Length > 0)
            await db.Set<RunRefusal>().Where(r => naming.Contains(r.Id)).ExecuteDeleteAsync(ct);
    }

    private static bool Names(Message message, string pseudonym)
    {
        var found = false;
        MessageJson.WithTexts(message, text =>
        {
            found |= Matches(text, pseudonym);
            return text;
        });
        return found;
    }

    private static Message? Without(Message? message, string pseudonym) =>
        message is null
            ? null
            : MessageJson.WithTexts(message, text =>
                Regex.Replace(text, pseudonym, "erased", RegexOptions.CultureInvariant, LongestMatch)
            );

    private static bool Matches(string text, string pseudonym) =>
        Regex.IsMatch(text, pseudonym, RegexOptions.CultureInvariant, LongestMatch);
}
