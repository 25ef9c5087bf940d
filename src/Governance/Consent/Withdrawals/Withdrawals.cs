using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>
/// The door to withdrawals. The rule: a purpose that is withdrawn permits nothing from this moment on; the subject's data
/// are erased when no other purpose has a consent that permits now, and otherwise stay for those others, while everything
/// that was made under the withdrawn purposes (labels, vectors, versions in use, deliveries) is ended.
/// </summary>
public sealed class Withdrawals(
    IDbContextFactory<GovernanceDb> databases,
    Consents consents,
    IEnumerable<ISubjectHolding> holdings,
    LedgerEntries ledger,
    JobRuns runs,
    TimeProvider time
)
{
    /// <summary>What it would reach. Nothing is written.</summary>
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
        var ground = await WithdrawalGround.ReadAsync(db, subjectId, purposes, time.GetUtcNow(), ct);
        return ground.Ok ? await PlanAsync(db, ground.Value, ct) : ground.Refusal;
    }

    /// <summary>
    /// Takes the consent back and starts the erasure: consent records, withdrawal, run and ledger entries commit together.
    /// From that commit on the gate says no, whatever the job still has to do.
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
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended({$"withdrawal/{subjectId}"}, 0))",
            ct
        );
        if (await db.Set<Withdrawal>().AnyAsync(w => w.SubjectId == subjectId && w.State != WithdrawalState.Done, ct))
            return new WithdrawalUnderWay();
        var now = time.GetUtcNow();
        var read = await WithdrawalGround.ReadAsync(db, subjectId, purposes, now, ct);
        if (!read.Ok)
            return read.Refusal;
        var (ground, plan) = (read.Value, await PlanAsync(db, read.Value, ct));
        if (ground.Permitting.Count == 0 && plan.Steps.All(s => s.Count == 0 || s.Fate == HoldingFate.Stays))
            return new NothingToWithdraw();

        foreach (var (given, place) in ground.Permitting.Select((given, place) => (given, place)))
            consents.Add(
                db,
                actor,
                new(
                    subjectId,
                    given.PurposeId,
                    ConsentState.Withdrawn,
                    given.Modalities,
                    now,
                    null,
                    given.Notice,
                    given.Language,
                    method
                ),
                place
            );
        var withdrawal = Rows(db, actor, ground, plan, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), now);
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
                withdrawal.Erases,
                run = run.Id,
                planned = plan.Steps.ToDictionary(s => s.Holding, s => s.Count),
            },
            new PersonalFact("subject", subjectId.ToString(), subjectId)
        );
        if (await db.TrySaveAsync(ct) is { } unsaved)
            return unsaved;
        await transaction.CommitAsync(ct);
        runs.Enqueue(run);
        return withdrawal;
    }

    /// <summary>Goes on with one that failed or was stopped: a new run takes up what is left.</summary>
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
        if (await db.TrySaveAsync(ct) is { } unsaved)
            return unsaved;
        runs.Enqueue(run);
        return withdrawal;
    }

    /// <summary>Newest first.</summary>
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

    private async Task<WithdrawalPlan> PlanAsync(GovernanceDb db, WithdrawalGround ground, CancellationToken ct)
    {
        var steps = new List<PlannedStep>();
        foreach (var holding in holdings.OrderBy(h => h.Place))
        {
            var held = await holding.FindAsync(db, ground.Scope, ct);
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
        var remains = await holdings.RemainsAsync(db, ground.Scope, ct);
        return new(
            ground.Subject,
            ground.Withdraws,
            ground.Keeps,
            ground.Scope.Erases,
            steps,
            [.. remains.Select(r => r.Text)]
        );
    }

    private Withdrawal Rows(
        GovernanceDb db,
        Actor actor,
        WithdrawalGround ground,
        WithdrawalPlan plan,
        string? reason,
        DateTimeOffset now
    )
    {
        var withdrawal = new Withdrawal
        {
            SubjectId = ground.Subject.Id,
            PurposeIds = [.. ground.Scope.PurposeIds],
            AllPurposes = ground.AllPurposes,
            Erases = ground.Scope.Erases,
            Reason = reason,
            RequestedById = actor.UserId,
            RequestedBy = actor.Name,
            RequestedAt = now,
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
