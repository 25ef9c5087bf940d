using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>
/// Carries out a withdrawal. Each batch erases rows, counts them and lists their blobs in one transaction, so that a job killed at
/// any time continues with what is left and counts nothing twice. Blobs are deleted last, when no row refers to them.
/// </summary>
public sealed class WithdrawalJob(
    IDbContextFactory<GovernanceDb> databases,
    IEnumerable<ISubjectHolding> holdings,
    IBlobStore blobs,
    BlobReferences references,
    ScratchFolder scratch,
    JobRuns runs,
    CertificateWriter certificates,
    LedgerEntries ledger,
    TimeProvider time
) : IRunJob
{
    /// <summary>Kind of the runs of this job.</summary>
    public const string Kind = "withdrawal";

    /// <summary>Kind of the ledger entry that contains the digest of the certificate.</summary>
    internal const string CompletedEntry = "withdrawal.completed";

    /// <summary>A job that was already running may still add rows, so the holdings are erased again, at most this often.</summary>
    private const int MaxPasses = 5;
    private const int BlobBatch = 200;

    /// <summary>After this time the withdrawal fails, because a slow download may hold its files for hours.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task RunAsync(RunContext run, CancellationToken ct)
    {
        var erasure = await BeginAsync(run, ct);
        if (erasure is null)
            return;
        // Imports that commit after this read the tombstone of the request.
        await StoragePermissions.SettleAsync(databases, ct);
        var held = scratch.Held();
        var order = InErasingOrder(holdings);
        var finished = await FinishedAsync(erasure.WithdrawalId, ct);
        for (var pass = 1; ; pass++)
        {
            for (var i = 0; i < order.Count; i++)
            {
                if (pass == 1 && finished.Contains(order[i].Name))
                    continue;
                await EraseAsync(run, order[i], i, erasure, ct);
            }
            await DropBlobsAsync(erasure.WithdrawalId, run, ct);
            if (await LeftAsync(order, erasure.Scope, ct) is not { } left)
                break;
            if (pass == MaxPasses)
                throw new RunRefusedException(new WithdrawalStillAdds(left));
        }
        if (erasure.Scope.Erases)
            await WaitForScratchAsync(run, held, ct);
        await certificates.NotifyAsync(erasure.WithdrawalId, run, ct);
        var measured = await new DatabaseVacuum(databases, order).RunAsync(run, ct);
        await CompleteAsync(run, erasure, measured, ct);
    }

    /// <summary>Marks the withdrawal as failed, so that it can be continued. What was erased stays erased.</summary>
    public async Task CleanUpAsync(Guid targetId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Set<Withdrawal>()
            .Where(w => w.Id == targetId && w.State != WithdrawalState.Done)
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.State, WithdrawalState.Failed), ct);
    }

    internal static IReadOnlyList<ISubjectHolding> InErasingOrder(IEnumerable<ISubjectHolding> holdings) =>
        [.. holdings.OrderByDescending(h => h.Place)];

    internal static WithdrawalStep StepOf(
        ISubjectHolding holding,
        Guid withdrawalId,
        int ordinal,
        int planned,
        IReadOnlyList<HeldThing> things
    ) =>
        new()
        {
            WithdrawalId = withdrawalId,
            Holding = holding.Name,
            Ordinal = ordinal,
            TitleMessage = holding.Title,
            Place = holding.Place,
            Fate = holding.Fate,
            WhatHappensMessage = holding.WhatHappens,
            Planned = planned,
            Things = [.. things],
        };

    private async Task<Erasure?> BeginAsync(RunContext run, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var withdrawal = await db.Set<Withdrawal>().AsNoTracking().SingleOrDefaultAsync(w => w.Id == run.TargetId, ct)
            ?? throw new RunRefusedException(new RunTargetGone("withdrawal"));
        if (withdrawal.State == WithdrawalState.Done)
            return null;
        var subject = await db.Set<Subject>().AsNoTracking().SingleAsync(s => s.Id == withdrawal.SubjectId, ct);
        var scope = new WithdrawalScope(
            subject.Id,
            subject.Pseudonym,
            withdrawal.PurposeIds,
            withdrawal.Erases,
            withdrawal.Modalities
        );
        // Determined by the first attempt, before anything is erased: afterwards no row refers to the folders and models of the subject.
        var remains =
            withdrawal.RemainsMessages.Count > 0
                ? withdrawal.RemainsMessages
                : await holdings.RemainsAsync(db, scope, ct);
        await db.Set<Withdrawal>()
            .Where(w => w.Id == withdrawal.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(w => w.State, WithdrawalState.Running).SetProperty(w => w.RemainsMessages, remains),
                ct
            );
        var actor = withdrawal.Requester;
        // The withdrawal's id is also the id of its provenance activity, so every attempt adds to the same one.
        return new(withdrawal.Id, run.RunId, withdrawal.Id, actor, scope);
    }

    /// <summary>Holdings that an earlier attempt has finished. Rows added since are found by the check after the pass.</summary>
    private async Task<HashSet<string>> FinishedAsync(Guid withdrawalId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return
        [
            .. await db.Set<WithdrawalStep>()
                .Where(s => s.WithdrawalId == withdrawalId && s.FinishedAt != null)
                .Select(s => s.Holding)
                .ToListAsync(ct),
        ];
    }

    private async Task EraseAsync(
        RunContext run,
        ISubjectHolding holding,
        int ordinal,
        Erasure erasure,
        CancellationToken ct
    )
    {
        var (done, total) = (0L, await CountAsync(holding, erasure.Scope, ct));
        await run.ProgressAsync(holding.Title, 0, total, "records", ct);
        for (var more = true; more; )
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // Another worker that was believed dead may still run: the row lock lets one in at a time.
            await db.Database.ExecuteSqlAsync(
                $"SELECT 1 FROM withdrawals WHERE id = {erasure.WithdrawalId} FOR UPDATE",
                ct
            );
            var batch = await holding.EraseAsync(db, erasure, ct);
            var step = await db.Set<WithdrawalStep>()
                .SingleOrDefaultAsync(s => s.WithdrawalId == erasure.WithdrawalId && s.Holding == holding.Name, ct);
            if (step is null)
                db.Add(step = StepOf(holding, erasure.WithdrawalId, ordinal, 0, []));
            step.Done += batch.Count;
            if (batch.Marked.Count > 0)
                step.Marked = [.. step.Marked.ExceptBy(batch.Marked.Select(t => t.Id), t => t.Id), .. batch.Marked];
            step.FinishedAt = batch.More ? null : time.GetUtcNow();
            await db.SaveChangesAsync(ct);
            var digests = batch.Blobs.Distinct(StringComparer.Ordinal).ToArray();
            if (digests.Length > 0)
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO withdrawal_blobs (withdrawal_id, digest)
                    SELECT {erasure.WithdrawalId}, digest FROM unnest({digests}) AS d(digest)
                    ON CONFLICT DO NOTHING
                    """,
                    ct
                );
            await transaction.CommitAsync(ct);
            if (batch.Run is { } added)
                runs.Enqueue(added);
            more = batch.More;
            await run.ProgressAsync(holding.Title, done += batch.Count, Math.Max(total, done), "records", ct);
        }
    }

    private async Task DropBlobsAsync(Guid withdrawalId, RunContext run, CancellationToken ct)
    {
        var until = time.GetUtcNow() + LongestWait;
        while (true)
        {
            await DropSettledAsync(withdrawalId, run, ct);
            if (await CountBlobsAsync(withdrawalId, ct) is not (> 0 and var left))
                return;
            await run.ProgressAsync(new WaitingForFilesOfJobs(), 0, left, "files", ct);
            // Other jobs that began before the content was stored may still refer to it; they are waited for.
            if (time.GetUtcNow() > until)
                throw new RunRefusedException(new WithdrawalFilesHeld());
            await Task.Delay(TimeSpan.FromSeconds(1), time, ct);
        }
    }

    /// <summary>Goes once through the blobs. Those that an unfinished job may be about to refer to are left for the next time.</summary>
    private async Task DropSettledAsync(Guid withdrawalId, RunContext run, CancellationToken ct)
    {
        var (done, total, after) = (0L, await CountBlobsAsync(withdrawalId, ct), "");
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var digests = await db.Set<WithdrawalBlob>()
                .Where(b => b.WithdrawalId == withdrawalId && b.Digest.CompareTo(after) > 0)
                .OrderBy(b => b.Digest)
                .Select(b => b.Digest)
                .Take(BlobBatch)
                .ToArrayAsync(ct);
            if (digests.Length == 0)
                return;
            after = digests[^1];
            // Unfinished jobs may be about to refer to the same content.
            var settled = await BlobReferences.SettledAsync(db, time.GetUtcNow(), run.RunId, ct);
            var held = await references.HeldAsync(db, digests, ct);
            var gone = new List<string>();
            // The rows are deleted after the blobs: after a kill in between, the next attempt finds no blobs and counts the same.
            foreach (var digest in digests.Where(d => !held.Contains(d)))
            {
                ct.ThrowIfCancellationRequested();
                if (await blobs.DeleteAsync(digest, settled, ct) || !await blobs.ExistsAsync(digest, ct))
                    gone.Add(digest);
            }
            string[] finished = [.. held, .. gone];
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Set<WithdrawalBlob>()
                .Where(b => b.WithdrawalId == withdrawalId && finished.Contains(b.Digest))
                .ExecuteDeleteAsync(ct);
            await RemovedBlob.AddAsync(db, withdrawalId, [.. gone], ct);
            await db.Set<Withdrawal>()
                .Where(w => w.Id == withdrawalId)
                .ExecuteUpdateAsync(set => set.SetProperty(w => w.BlobsDeleted, w => w.BlobsDeleted + gone.Count), ct);
            await transaction.CommitAsync(ct);
            await run.ProgressAsync(new DeletingFiles(), done += finished.Length, total, "files", ct);
        }
    }

    private async Task<int> CountAsync(ISubjectHolding holding, WithdrawalScope scope, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return (await holding.FindAsync(db, scope, ct)).Count;
    }

    private async Task<int> CountBlobsAsync(Guid withdrawalId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<WithdrawalBlob>().CountAsync(b => b.WithdrawalId == withdrawalId, ct);
    }

    /// <summary>
    /// Waits for requests and jobs that began earlier: they may hold a copy in the scratch folder, and nothing tells which subject
    /// it belongs to. The copy is deleted when they end.
    /// </summary>
    private async Task WaitForScratchAsync(RunContext run, IReadOnlyCollection<string> before, CancellationToken ct)
    {
        var until = time.GetUtcNow() + LongestWait;
        while (scratch.Held().Intersect(before).Count() is > 0 and var left)
        {
            if (time.GetUtcNow() > until)
                throw new RunRefusedException(new WithdrawalFilesHeld());
            await run.ProgressAsync(new WaitingForTemporaryFiles(), before.Count - left, before.Count, "files", ct);
            await Task.Delay(TimeSpan.FromSeconds(1), time, ct);
        }
    }

    /// <summary>Returns the title of a holding that still finds something; null when none does.</summary>
    private async Task<Message?> LeftAsync(
        IReadOnlyList<ISubjectHolding> order,
        WithdrawalScope scope,
        CancellationToken ct
    )
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var holding in order.Where(h => h.Fate != HoldingFate.Stays))
            if ((await holding.FindAsync(db, scope, ct)).Count > 0)
                return holding.Title;
        return null;
    }

    private async Task CompleteAsync(RunContext run, Erasure erasure, Message measured, CancellationToken ct)
    {
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        var withdrawal = await db.Set<Withdrawal>().SingleAsync(w => w.Id == erasure.WithdrawalId, ct);
        if (withdrawal.State == WithdrawalState.Done)
            return;
        var steps = await db.Set<WithdrawalStep>()
            .AsNoTracking()
            .Where(s => s.WithdrawalId == withdrawal.Id)
            .ToListAsync(ct);
        (withdrawal.State, withdrawal.FinishedAt) = (WithdrawalState.Done, time.GetUtcNow());
        withdrawal.RemainsMessages = [.. withdrawal.RemainsMessages, measured];
        var certificate = await certificates.AddAsync(db, withdrawal, steps, ct);
        ledger.Append(
            db,
            erasure.Actor,
            CompletedEntry,
            withdrawal.Id,
            new
            {
                withdrawal.Erases,
                run = run.RunId,
                done = steps.ToDictionary(s => s.Holding, s => s.Done),
                blobs = withdrawal.BlobsDeleted,
                certificate = certificate.Digest,
            }
        );
        if (await change.CommitAsync(ct) is { } unsaved)
            throw new RunRefusedException(unsaved);
    }
}
