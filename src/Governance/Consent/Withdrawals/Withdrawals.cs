using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>
/// The door to withdrawals. A withdrawn purpose permits nothing from this moment on. If no other purpose has a valid consent, all
/// data of the subject is erased; otherwise the data is kept for the other purposes, and only what was made under the withdrawn
/// purposes (labels, vectors, versions in use, exports) is erased or marked.
/// </summary>
public sealed class Withdrawals(
    IDbContextFactory<GovernanceDb> databases,
    Consents consents,
    IEnumerable<ISubjectHolding> holdings,
    Tombstones tombstones,
    LedgerEntries ledger,
    JobRuns runs,
    TimeProvider time
)
{
    /// <summary>Lock of what is recorded about one subject: consents, withdrawals, tombstone.</summary>
    internal static string LockOf(Guid subjectId) => $"withdrawal/{subjectId}";

    /// <summary>Whether the subject has a withdrawal that is not done.</summary>
    internal static Task<bool> IsUnderWayAsync(GovernanceDb db, Guid subjectId, CancellationToken ct) =>
        db.Set<Withdrawal>().AnyAsync(w => w.SubjectId == subjectId && w.State != WithdrawalState.Done, ct);

    /// <summary>Previews a withdrawal. Nothing is written.</summary>
    public async Task<Result<WithdrawalPlan>> DryRunAsync(
        Actor actor,
        Guid subjectId,
        WithdrawnPurposes purposes,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ConsentPolicies.Withdraw) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var current = await SubjectConsents.ReadAsync(db, subjectId, purposes, time.GetUtcNow(), ct);
        return current.Ok ? await PlanAsync(db, current.Value, ct) : current.Refusal;
    }

    /// <summary>
    /// Withdraws the consent and starts the erasure: consent records, withdrawal, run and ledger entries commit together. From
    /// that commit on <see cref="ConsentGate"/> permits nothing for these purposes, before the job has erased anything.
    /// </summary>
    public async Task<Result<Withdrawal>> WithdrawAsync(
        Actor actor,
        Guid subjectId,
        WithdrawnPurposes purposes,
        string? reason,
        ConsentMethod method,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ConsentPolicies.Withdraw) is { } refusal)
            return refusal;
        if (TextRule.Check("reason", reason?.Trim(), 1000) is { } unfit)
            return unfit;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        await change.LockAsync(LockOf(subjectId), ct);
        if (await IsUnderWayAsync(db, subjectId, ct))
            return new WithdrawalUnderWay();
        var now = time.GetUtcNow();
        var read = await SubjectConsents.ReadAsync(db, subjectId, purposes, now, ct);
        if (!read.Ok)
            return read.Refusal;
        if (purposes.Erases is { } previewed && previewed != read.Value.Scope.Erases)
            return new WithdrawalReachesFurther(read.Value.Scope.Erases);
        var (current, plan) = (read.Value, await PlanAsync(db, read.Value, ct));
        if (current.Permitting.Count == 0 && purposes.Modalities != Modalities.All)
            return new NothingToWithdraw();
        if (current.Permitting.Count == 0 && plan.Steps.All(s => s.Count == 0 || s.Fate == HoldingFate.Stays))
            return new NothingToWithdraw();

        foreach (var (given, place) in current.Permitting.Select((given, place) => (given, place)))
            consents.Add(db, actor, After(given, purposes.Modalities, now, method), place);
        var withdrawal = Rows(db, actor, current, plan, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), now);
        // In this transaction, so that no import between the request and the erasure stores the subject again.
        if (withdrawal.Erases)
            await tombstones.AddAsync(db, current.Subject.Pseudonym, withdrawal.Id, ct);
        var run = NewRun(db, actor, withdrawal.Id, withdrawal.RunId);
        ledger.Append(
            db,
            actor,
            "withdrawal.requested",
            withdrawal.Id,
            new
            {
                purposes = withdrawal.PurposeIds,
                withdrawal.AllPurposes,
                withdrawal.Modalities,
                withdrawal.Erases,
                run = run.Id,
                planned = plan.Steps.ToDictionary(s => s.Holding, s => s.Count),
            },
            new PersonalFact("subject", subjectId.ToString(), subjectId)
        );
        if (await change.CommitAsync(ct) is { } unsaved)
            return unsaved;
        runs.Enqueue(run);
        return withdrawal;
    }

    /// <summary>Continues a withdrawal that failed or was cancelled, in a new run.</summary>
    public async Task<Result<Withdrawal>> ResumeAsync(Actor actor, Guid withdrawalId, CancellationToken ct)
    {
        if (actor.Lacks(ConsentPolicies.Withdraw) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var withdrawal = await db.Set<Withdrawal>().SingleOrDefaultAsync(w => w.Id == withdrawalId, ct);
        if (withdrawal is null)
            return new NotFound("withdrawal", withdrawalId.ToString());
        if (withdrawal.State != WithdrawalState.Failed)
            return new WithdrawalNotStopped();
        (withdrawal.State, withdrawal.RunId) = (WithdrawalState.Planned, Guid.CreateVersion7());
        var run = NewRun(db, actor, withdrawal.Id, withdrawal.RunId);
        ledger.Append(db, actor, "withdrawal.resumed", withdrawal.Id, new { run = run.Id });
        if (await db.TrySaveAsync(ct, "withdrawal") is { } unsaved)
            return unsaved;
        runs.Enqueue(run);
        return withdrawal;
    }

    /// <summary>Lists withdrawals, newest first; null = of all subjects.</summary>
    public async Task<Result<Page<WithdrawalRow>>> ListAsync(
        Actor actor,
        Guid? subjectId,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ConsentPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var withdrawals = db.Set<Withdrawal>().AsNoTracking();
        if (subjectId is { } subject)
            withdrawals = withdrawals.Where(w => w.SubjectId == subject);
        return await withdrawals.ToPageAsync(
            w => w.Id,
            new(cursor, size),
            some =>
                from withdrawal in some
                join subject in db.Set<Subject>() on withdrawal.SubjectId equals subject.Id
                orderby withdrawal.Id descending
                select new WithdrawalRow(withdrawal, subject.Pseudonym),
            r => r.Withdrawal.Id,
            ct
        );
    }

    /// <summary>Returns a withdrawal with its steps and its run.</summary>
    public async Task<Result<WithdrawalDetail>> FindAsync(Actor actor, Guid withdrawalId, CancellationToken ct)
    {
        if (actor.Lacks(ConsentPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var withdrawal = await db.Set<Withdrawal>().AsNoTracking().SingleOrDefaultAsync(w => w.Id == withdrawalId, ct);
        if (withdrawal is null)
            return new NotFound("withdrawal", withdrawalId.ToString());
        var subject = await db.Set<Subject>().AsNoTracking().SingleAsync(s => s.Id == withdrawal.SubjectId, ct);
        var ids = withdrawal.PurposeIds.ToArray();
        var purposes = await db.Set<Purpose>()
            .AsNoTracking()
            .Where(p => ids.Contains(p.Id))
            .OrderBy(p => p.Code)
            .ToListAsync(ct);
        var steps = await db.Set<WithdrawalStep>()
            .AsNoTracking()
            .Where(s => s.WithdrawalId == withdrawalId)
            .ToListAsync(ct);
        var run = await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == withdrawal.RunId, ct);
        return new WithdrawalDetail(
            withdrawal,
            subject,
            purposes,
            [.. steps.OrderBy(s => s.Place).ThenBy(s => s.Ordinal)],
            run
        );
    }

    /// <summary>
    /// The record that follows a consent: withdrawn, or, while other modalities stay permitted, the same consent without those that
    /// are withdrawn. The newest record alone counts, so it says everything that is still permitted.
    /// </summary>
    private static NewConsent After(ConsentRecord given, Modalities withdrawn, DateTimeOffset now, ConsentMethod method)
    {
        var left = given.Modalities & ~withdrawn;
        var whole = left == Modalities.None;
        return new(
            given.SubjectId,
            given.PurposeId,
            whole ? ConsentState.Withdrawn : given.State,
            whole ? given.Modalities : left,
            now,
            whole ? null : given.ValidUntil,
            given.Notice,
            given.Language,
            method
        );
    }

    private async Task<WithdrawalPlan> PlanAsync(GovernanceDb db, SubjectConsents current, CancellationToken ct)
    {
        var steps = new List<PlannedStep>();
        foreach (var holding in holdings.OrderBy(h => h.Place))
        {
            var held = await holding.FindAsync(db, current.Scope, ct);
            steps.Add(
                new(
                    holding.Name,
                    holding.Title.Text,
                    holding.Place,
                    holding.Fate,
                    holding.WhatHappens.Text,
                    held.Count,
                    held.Things
                )
            );
        }
        var remains = await holdings.RemainsAsync(db, current.Scope, ct);
        return new(
            current.Subject,
            current.Withdraws,
            current.Keeps,
            current.Scope.Erases,
            current.Scope.Modalities,
            steps,
            [.. remains.Select(r => r.Text)]
        );
    }

    private Withdrawal Rows(
        GovernanceDb db,
        Actor actor,
        SubjectConsents current,
        WithdrawalPlan plan,
        string? reason,
        DateTimeOffset now
    )
    {
        var withdrawal = new Withdrawal
        {
            SubjectId = current.Subject.Id,
            PurposeIds = [.. current.Scope.PurposeIds],
            AllPurposes = current.AllPurposes,
            Erases = current.Scope.Erases,
            Modalities = current.Scope.Modalities,
            Reason = reason,
            RequestedById = actor.UserId,
            Requested = new(actor.Name, now),
            RunId = Guid.CreateVersion7(),
        };
        db.Add(withdrawal);
        foreach (var (holding, ordinal) in WithdrawalJob.InErasingOrder(holdings).Select((h, i) => (h, i)))
        {
            var step = plan.Steps.Single(s => s.Holding == holding.Name);
            db.Add(WithdrawalJob.StepOf(holding, withdrawal.Id, ordinal, step.Count, step.Things));
        }
        return withdrawal;
    }

    private Run NewRun(GovernanceDb db, Actor actor, Guid withdrawalId, Guid runId) =>
        runs.Add(
            db,
            actor,
            new(WithdrawalJob.Kind, new WithdrawalTitle(withdrawalId.ToString("N")[^6..]), withdrawalId, null, "steps")
            {
                Id = runId,
            }
        );
}
